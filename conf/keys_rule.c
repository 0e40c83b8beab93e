#include "conf/keys_private.h"

#include "digest/rules.h"

#define AT_RULE(field) offsetof(struct rule, field)
#define WANTS          "any|no|yes"
#define ACTS           "hold|mark|approve|reject"

_Static_assert(RULE_ANY == 0 && RULE_NO == 1 && RULE_YES == 2,
               "order of WANTS");
_Static_assert(RULE_HOLD == 0 && RULE_MARK == 1 && RULE_APPROVE == 2 &&
                       RULE_REJECT == 3,
               "order of ACTS");

/* clang-format off */
static const struct key keys[] = {
	{KEY_GROUP_RULE, "name", KEY_NAME, AT_RULE(name),
	 .flags = KEY_REQUIRED,
	 .meaning = "what decisions call it"},
	{KEY_GROUP_RULE, "if.lists", KEY_NAMES, AT_RULE(lists),
	 .n_at = AT_RULE(n_lists), .max = 1000,
	 .meaning = "it is of one of these lists; otherwise of any"},
	{KEY_GROUP_RULE, "if.words", KEY_TEXTS, AT_RULE(words),
	 .n_at = AT_RULE(n_words), .max = 500,
	 .meaning = "one of these words or phrases stands in it"},
	{KEY_GROUP_RULE, "if.verified", KEY_CHOICE, AT_RULE(verified),
	 .words = WANTS, .standard = "any",
	 .meaning = "whether it is proven to be its reader's"},
	{KEY_GROUP_RULE, "if.trusted", KEY_CHOICE, AT_RULE(trusted),
	 .words = WANTS, .standard = "any",
	 .meaning = "whether its reader is trusted"},
	{KEY_GROUP_RULE, "if.doubtful", KEY_CHOICE, AT_RULE(doubtful),
	 .words = WANTS, .standard = "any",
	 .meaning = "whether there is something that a moderator should look at"},
	{KEY_GROUP_RULE, "if.duplicate", KEY_CHOICE, AT_RULE(duplicate),
	 .words = WANTS, .standard = "any",
	 .meaning = "whether an earlier comment says the same"},
	{KEY_GROUP_RULE, "if.approved_at_least", KEY_NUMBER,
	 AT_RULE(approved.least),
	 .min = 0, .max = RULE_MANY, .standard = "0",
	 .meaning = "its author has so many approved comments or more"},
	{KEY_GROUP_RULE, "if.approved_at_most", KEY_NUMBER, AT_RULE(approved.most),
	 .min = 0, .max = RULE_MANY, .standard = "1000000",
	 .meaning = "its author has so many approved comments or fewer"},
	{KEY_GROUP_RULE, "if.rejected_at_least", KEY_NUMBER,
	 AT_RULE(rejected.least),
	 .min = 0, .max = RULE_MANY, .standard = "0",
	 .meaning = "its author has so many rejected comments or more"},
	{KEY_GROUP_RULE, "if.rejected_at_most", KEY_NUMBER, AT_RULE(rejected.most),
	 .min = 0, .max = RULE_MANY, .standard = "1000000",
	 .meaning = "its author has so many rejected comments or fewer"},
	{KEY_GROUP_RULE, "if.links_at_least", KEY_NUMBER,
	 AT_RULE(links.least),
	 .min = 0, .max = RULE_MANY, .standard = "0",
	 .meaning = "it has so many links or more"},
	{KEY_GROUP_RULE, "if.links_at_most", KEY_NUMBER, AT_RULE(links.most),
	 .min = 0, .max = RULE_MANY, .standard = "1000000",
	 .meaning = "it has so many links or fewer"},
	{KEY_GROUP_RULE, "if.length_at_least", KEY_NUMBER,
	 AT_RULE(length.least),
	 .min = 0, .max = RULE_MANY, .standard = "0",
	 .meaning = "it has so many characters or more"},
	{KEY_GROUP_RULE, "if.length_at_most", KEY_NUMBER, AT_RULE(length.most),
	 .min = 0, .max = RULE_MANY, .standard = "1000000",
	 .meaning = "it has so many characters or fewer"},
	{KEY_GROUP_RULE, "if.abuse_at_least", KEY_NUMBER,
	 AT_RULE(abuse.least),
	 .min = 0, .max = 100, .standard = "0",
	 .meaning = "it is abuse with this chance or a higher one, in percent"},
	{KEY_GROUP_RULE, "if.abuse_at_most", KEY_NUMBER, AT_RULE(abuse.most),
	 .min = 0, .max = 100, .standard = "100",
	 .meaning = "it is abuse with this chance or a lower one, in percent"},
	{KEY_GROUP_RULE, "if.topic_at_least", KEY_NUMBER,
	 AT_RULE(topic.least),
	 .min = 0, .max = 100, .standard = "0",
	 .meaning = "it is on topic with this chance or a higher one, in percent"},
	{KEY_GROUP_RULE, "if.topic_at_most", KEY_NUMBER, AT_RULE(topic.most),
	 .min = 0, .max = 100, .standard = "100",
	 .meaning = "it is on topic with this chance or a lower one, in percent"},
	{KEY_GROUP_RULE, "if.constructive_at_least", KEY_NUMBER,
	 AT_RULE(constructive.least),
	 .min = 0, .max = 100, .standard = "0",
	 .meaning = "its constructive score, of 100, is this or higher"},
	{KEY_GROUP_RULE, "if.constructive_at_most", KEY_NUMBER, AT_RULE(constructive.most),
	 .min = 0, .max = 100, .standard = "100",
	 .meaning = "its constructive score, of 100, is this or lower"},
	{KEY_GROUP_RULE, "if.article_age_at_least", KEY_DURATION,
	 AT_RULE(article_age.least),
	 .min = 0, .max = RULE_AGE_MAX, .standard = "0s",
	 .meaning = "its article is so old or older"},
	{KEY_GROUP_RULE, "if.article_age_at_most", KEY_DURATION, AT_RULE(article_age.most),
	 .min = 0, .max = RULE_AGE_MAX, .standard = "36500d",
	 .meaning = "its article is so old or younger"},
	{KEY_GROUP_RULE, "then", KEY_CHOICE, AT_RULE(act),
	 .words = ACTS, .flags = KEY_REQUIRED,
	 .meaning = "what is done with it"},
	{KEY_GROUP_RULE, "reason", KEY_TEXT, AT_RULE(reason),
	 .max = 200,
	 .meaning = "what moderators are told; of a rejection: its code"},
	{KEY_GROUP_RULE, "to", KEY_ADDRESS, AT_RULE(to),
	 .meaning = "the moderator whom it is given to for a day; then to all"},
};
/* clang-format on */

size_t key_rule_count(void)
{
	return ARRAY_LEN(keys);
}

const struct key *key_rule(size_t i)
{
	return &keys[i];
}
