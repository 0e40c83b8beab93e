#include "app/refuse.h"

#include "store/asked.h"

enum err refuse_take(struct act *act, struct str address, struct why *why)
{
	enum err err = asked_refuse(act->site->db, address, act->letter->id,
	                            act->now, why);

	if (err == OK)
		story_step(&act->judgement->story, STEP_EFFECT, 100,
		           "the word \"block\"",
		           "the address is asked nothing more");
	return err;
}

enum err refuse_answer(struct act *act, struct why *why)
{
	struct judgement *j = act->judgement;
	struct str address = {"", 0};
	enum err err = asked_address(act->site->db, act->arena,
	                             j->has_token ? str_of(j->token.secret_hash)
	                                          : act->mail->in_reply_to,
	                             j->has_token, &address, why);

	if (err == ERR_ABSENT) {
		story_step(&j->story, STEP_EFFECT, 100, "In-Reply-To",
		           "nothing is done: it answers nothing that we asked");
		return OK;
	}
	return err ? err : refuse_take(act, address, why);
}
