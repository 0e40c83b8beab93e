#include "app/mode.h"

#include "conf/literal.h"
#include "digest/trust.h"

enum {
	POINTS = 1000, /* of a comment */
};

const char *mode_name(enum config_moderation mode)
{
	static const char *const names[] = {"before", "first", "trusted",
	                                    "after", "closed"};

	return (size_t)mode < ARRAY_LEN(names) ? names[mode] : "unknown";
}

enum config_moderation mode_of(const struct config_list *list,
                               const struct article *article)
{
	int64_t own;

	if (article && article->moderation.len > 0)
		return literal_choice(article->moderation, MODE_WORDS, &own)
		               ? (enum config_moderation)own
		               : CONFIG_BEFORE;
	return list ? (enum config_moderation)list->moderation : CONFIG_BEFORE;
}

bool mode_is_open(const struct config_list *list, const struct article *article)
{
	return article->is_open && mode_of(list, article) != CONFIG_CLOSED;
}

bool mode_trusts(const struct config_list *list,
                 const struct standing *standing, int64_t now)
{
	return trust_points(standing, now, list->trust_half_life_s) >=
	       list->trust_comments * POINTS;
}

bool mode_passes(const struct config_list *list, enum config_moderation mode,
                 const struct standing *standing, int64_t now)
{
	switch (mode) {
	case CONFIG_FIRST:
		return trust_is_known(standing);
	case CONFIG_TRUSTED:
		return mode_trusts(list, standing, now);
	case CONFIG_AFTER:
		return true;
	case CONFIG_BEFORE:
	case CONFIG_CLOSED:
		break;
	}
	return false;
}
