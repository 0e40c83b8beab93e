#include "app/consent.h"

#include <string.h>

#include "digest/notice.h"
#include "mailer/address.h"

static enum err not_counted(struct judgement *j, const char *words)
{
	j->class = CLASS_JUNK;
	story_step(&j->story, STEP_KIND, 90, "In-Reply-To",
	           "it answers a notice of ours: %s", words);
	return OK;
}

static enum err count(struct judgement *j, struct str hash)
{
	j->class = CLASS_COMMAND;
	j->has_token = true;
	j->token = (struct token){.kind = TOKEN_CONFIRM};
	memcpy(j->token.secret_hash, hash.ptr, hash.len);
	story_step(&j->story, STEP_TOKEN, 95,
	           "In-Reply-To, first line and the border",
	           "it answers a question of ours by a word");
	return OK;
}

enum err consent_judge(struct site *site, struct arena *arena,
                       const struct mail *mail, struct judgement *judgement,
                       bool *is_so, struct why *why)
{
	struct judgement *j = judgement;
	struct subscriber row;
	struct str hash = {"", 0};
	int64_t subscriber = 0;
	enum err err;

	*is_so = notice_is_id(mail->in_reply_to, str_of(site->config.hostname));
	if (!*is_so)
		return OK;
	if (consent_find(mail->subject, judge_body(mail)) == CONSENT_BLOCK) {
		j->class = CLASS_COMMAND;
		j->command = COMMAND_BLOCK;
		story_step(&j->story, STEP_KIND, 95, "In-Reply-To, first line",
		           "it says \"%s\"", command_name(j->command));
		return OK;
	}
	err = token_by_mail(site->db, arena, mail->in_reply_to, &hash,
	                    &subscriber, why);
	if (err == ERR_ABSENT)
		return not_counted(j, "it asked nothing");
	if (err == OK)
		err = subscriber_get(site->db, arena, subscriber, &row, why);
	if (err)
		return err;
	if (consent_find(str_of(""), judge_body(mail)) == CONSENT_NONE)
		return not_counted(j, "its first line is neither yes nor no");
	if (mail->n_from != 1 || !address_eq(mail->from_addr, row.address))
		return not_counted(j, "it comes from another address");
	if (!auth_is_pass(j->auth.verdict))
		return not_counted(j, "nothing proves who wrote it; the address"
		                      " in the text wants no proof");
	if (hash.len >= sizeof(j->token.secret_hash))
		return err_because(why, ERR_FATAL, "a token's hash is damaged");
	return count(j, hash);
}
