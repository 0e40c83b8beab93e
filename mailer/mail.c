#include "mailer/mail.h"

struct str mail_field(const struct mail *mail, const char *name)
{
	for (size_t i = 0; i < mail->n_fields; i++)
		if (str_is_nocase(mail->fields[i].name, name))
			return mail->fields[i].value;
	return (struct str){"", 0};
}
