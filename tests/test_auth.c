#include "tests/suite.h"

#include "base/buf.h"
#include "digest/auth.h"
#include "mailer/head.h"

static struct arena arena;

static void drop_arena(void)
{
	arena_free(&arena);
}

static const char *ids[] = {"mx.example.org", "filter.example.org"};
static const char *hosts[] = {"mx.example.org", "imap.example.org", "10.0.0.7"};

/* A site with `depth` hosts of its own. */
static struct auth_options options_of(int64_t depth, bool strips_forged)
{
	return (struct auth_options){
		.authserv_ids = ids,
		.n_authserv_ids = ARRAY_LEN(ids),
		.received_by = hosts,
		.n_received_by = ARRAY_LEN(hosts),
		.depth = depth,
		.strips_forged = strips_forged,
	};
}

static struct auth judge(const char *head, const struct auth_options *options)
{
	struct mail mail = {.n_from = 0};

	head_read(&arena, str_of(head), &mail);
	return auth_judge(&arena, &mail, options);
}

#define ck_assert_verdict(got, expected, about)                                \
	ck_assert_msg((got).verdict == (expected), "%s (%.*s), not %s: %s",    \
	              auth_verdict_name((got).verdict),                        \
	              (int)(got).evidence.len, (got).evidence.ptr,             \
	              auth_verdict_name(expected), about)

/* --- Generated: how each kind of mail server writes each finding. --- */

/* In the formats $r is the result and $d the domain. */
static const struct vendor {
	const char *name;
	int64_t depth;
	bool is_below; /* results stand below the border's Received */
	const char *top, *border;
	const char *start, *dkim, *spf, *dmarc;
} vendors[] = {
	{"Gmail", 2, true,
         "Delivered-To: courier@example.org\r\n"
         "Received: by 10.0.0.7 with SMTP id q7csp1; Mon, 23 Nov 2026\r\n"
         "X-Received: by 10.0.0.7 with SMTP id a1; Mon, 23 Nov 2026\r\n"
         "ARC-Seal: i=1; a=rsa-sha256; d=example.org; cv=none; b=AAAA\r\n"
         "ARC-Authentication-Results: i=1; mx.example.org;\r\n"
         "       dmarc=pass header.from=example.net\r\n"
         "Return-Path: <ann@example.net>\r\n",
         "Received: from out.example.net (out.example.net. [192.0.2.1])\r\n"
         "        by mx.example.org with ESMTPS id x1si9 for "
         "<c@example.org>\r\n"
         "        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)"
         ";\r\n        Mon, 23 Nov 2026 01:02:03 -0800 (PST)\r\n"
         "Received-SPF: pass (example.org: domain of ann@example.net)\r\n",
         "mx.example.org",
         ";\r\n       dkim=$r header.i=@$d header.s=s1 header.b=\"aB/c+D=\"",
         ";\r\n       spf=$r (example.org: domain of ann@$d designates"
         " 192.0.2.1 as permitted sender) smtp.mailfrom=ann@$d",
         ";\r\n       dmarc=$r (p=NONE sp=NONE dis=NONE) header.from=$d"},
	{"Fastmail", 2, false,
         "Return-Path: <ann@example.net>\r\n"
         "Received: from mx.internal ([10.0.0.7])\r\n"
         "\tby imap.example.org (Cyrus) with LMTPA; Mon, 23 Nov 2026\r\n"
         "X-Sieve: CMU Sieve 3.0\r\n",
         "Received: from out.example.net (out.example.net [192.0.2.1])\r\n"
         "\t(using TLSv1.3) by mx.example.org (Postfix) with ESMTPS\r\n",
         "mx.example.org",
         ";\r\n    dkim=$r (2048-bit rsa key sha256) header.d=$d\r\n"
         "    header.i=@$d header.b=AAAA header.a=rsa-sha256 header.s=s1"
         " x-bits=2048",
         ";\r\n    spf=$r smtp.mailfrom=ann@$d smtp.helo=out.$d",
         ";\r\n    dmarc=$r policy.published-domain-policy=none\r\n"
         "    policy.evaluated-disposition=none (p=none,d=none,d.eval=none)\r\n"
         "    policy.policy-from=p header.from=$d"},
	{"Exchange Online behind a border", 3, false,
         "Received: from imap.example.org (2001:db8::1) by\r\n"
         " imap.example.org (2001:db8::2) with Microsoft SMTP Server\r\n"
         " (version=TLS1_2) id 15.20.1.2; Mon, 23 Nov 2026\r\n"
         "Received: from mx.example.org by imap.example.org with mapi;\r\n"
         "X-MS-Exchange-Authentication-Results: dmarc=pass\r\n",
         "Received: from out.example.net (192.0.2.1) by MX.Example.org"
         " (10.0.0.7)\r\n with Microsoft SMTP Server; Mon, 23 Nov 2026\r\n",
         "mx.example.org 1", ";dkim=$r (signature was verified) header.d=$d",
         "; spf=$r (sender IP is 192.0.2.1) smtp.mailfrom=$d",
         ";dmarc=$r action=none header.from=$d;compauth=pass reason=100"},
	{"Postfix, OpenDKIM, OpenDMARC", 1, false, "Return-Path: <>\r\n",
         "Received: from out.example.net (out.example.net [192.0.2.1])\r\n"
         "\tby mx.example.org (Postfix) with ESMTPS id 4X1\r\n"
         "\tfor <courier@example.org>; Mon, 23 Nov 2026 (CET)\r\n",
         "mx.example.org",
         ";\r\n\tdkim=$r (2048-bit key; unprotected) header.d=$d"
         " header.i=@$d header.b=\"AbCd\"",
         ";\r\n\tspf=$r smtp.mailfrom=$d",
         ";\r\n\tdmarc=$r (p=none dis=none) header.from=$d"},
	{"Postfix with results below", 2, true,
         "Received: from mx.example.org by imap.example.org with LMTP\r\n",
         "Received: from out.example.net (unknown [192.0.2.1])\r\n"
         "\tby mx.example.org (Postfix) with ESMTP id 4X2; Mon\r\n",
         "\"MX.example.org\"",
         "; dkim=$r (1024-bit key) header.d=$d header.i=ann@$d",
         "; spf=$r (mailfrom) smtp.mailfrom=<ann@$d>",
         "; dmarc=$r (p=reject dis=none) header.from=$d"},
	{"rspamd", 1, false, "",
         "Received: from out.example.net (HELO out.example.net) (192.0.2.1)"
         "\r\n by mx.example.org. with ESMTPS; Mon, 23 Nov 2026\r\n",
         "filter.example.org",
         ";\r\n\tdkim=$r header.d=$d header.s=s1 header.b=AbCd",
         ";\r\n\tspf=$r (mx.example.org: domain of ann@$d designates 192.0.2.1"
         " as permitted sender) smtp.mailfrom=ann@$d",
         ";\r\n\tdmarc=$r (policy=none) header.from=$d"},
	{"Stalwart", 2, false,
         "Delivered-To: courier@example.org\r\n"
         "Received: from mx.example.org by imap.example.org (LMTP)\r\n",
         "Received: from out.example.net (out.example.net [192.0.2.1])\r\n"
         "\t(using TLSv1.3 with cipher TLS13_AES_256)\r\n"
         "\tby mx.example.org (Stalwart SMTP) with ESMTPS id 1;\r\n",
         "mx.example.org",
         ";\r\n\tdkim=$r header.d=$d header.s=s1 header.b=AbCd",
         ";\r\n\tspf=$r (mx.example.org: domain of ann@$d designates"
         " 192.0.2.1 as permitted sender) smtp.mailfrom=ann@$d"
         " smtp.helo=out.$d",
         ";\r\n\tiprev=pass policy.iprev=192.0.2.1"
         ";\r\n\tdmarc=$r header.from=$d policy.dmarc=none"},
	{"sendmail with milters", 1, true, "",
         "Received: from out.example.net (out.example.net [192.0.2.1])\r\n"
         "\tby mx.example.org (8.17/8.17) with ESMTPS id 1AB; Mon\r\n",
         "mx.example.org (filter) 1 (v)",
         "; dkim = $r (ok (really)) header.d = $d",
         "; spf = $r smtp.mailfrom = $d", "; dmarc = $r header.from = $d"},
	{"Exim", 1, false, "Envelope-to: courier@example.org\r\n",
         "Received: from [192.0.2.1] (helo=out.example.net)\r\n"
         "\tby mx.example.org with esmtps (Exim 4.96) id 1a-b\r\n",
         "mx.example.org",
         ";\r\n\tdkim=$r header.d=$d header.s=s1 header.a=rsa-sha256",
         ";\r\n\tspf=$r smtp.mailfrom=$d", ";\r\n\tdmarc=$r header.from=$d"},
	{"OX behind a proxy", 2, false,
         "Received: from dovecot by imap.example.org with LMTP id abc\r\n"
         "\t(envelope-from <ann@example.net>); Mon, 23 Nov 2026\r\n",
         "Received: from out.example.net (out.example.net [192.0.2.1])\r\n"
         "\tby mx.example.org (Proxy) with ESMTPS; Mon\r\n",
         "mx.example.org", ";dkim=$r header.d=$d", ";spf=$r smtp.mailfrom=$d",
         ";dmarc=$r header.from=$d;dara=none"},
};

/* What the border found; From is ann@example.net.  NULL: not looked at. */
static const struct outcome {
	const char *dkim, *dkim_domain, *spf, *spf_domain, *dmarc, *dmarc_from;
	enum auth_verdict expected;
} outcomes[] = {
	{"pass", "example.net", "pass", "example.net", "pass", "example.net",
         AUTH_DMARC},
	{"pass", "EXAMPLE.net", "fail", "example.net", "PASS", "Example.NET",
         AUTH_DMARC},
	{"fail", "example.net", "pass", "example.net", "pass", "example.net",
         AUTH_DMARC},
	{"pass", "evil.test", "pass", "evil.test", "fail", "example.net",
         AUTH_FAIL},
	{"pass", "example.net", "pass", "example.net", "fail", "example.net",
         AUTH_FAIL},
	{"pass", "evil.test", "pass", "evil.test", "pass", "evil.test",
         AUTH_FAIL},
	{"pass", "evil.test", "pass", "evil.test", "none", "evil.test",
         AUTH_FAIL},
	{"pass", "example.net", "pass", "example.net", NULL, NULL, AUTH_DKIM},
	{"pass", "example.net", "fail", "example.net", "none", "example.net",
         AUTH_DKIM},
	{"pass", "example.net", "none", "a.test", "temperror", "example.net",
         AUTH_DKIM},
	{"pass", "badexample.net", "fail", "a.test", NULL, NULL, AUTH_NONE},
	{"pass", "sub.example.net", "fail", "a.test", NULL, NULL, AUTH_NONE},
	{"pass", "net", "fail", "a.test", NULL, NULL, AUTH_NONE},
	{"neutral", "example.net", "pass", "example.net", "none", "example.net",
         AUTH_SPF},
	{"policy", "example.net", "pass", "EXAMPLE.NET", NULL, NULL, AUTH_SPF},
	{"fail", "example.net", "pass", "bounces.example.net", "none",
         "example.net", AUTH_NONE},
	{"fail", "example.net", "softfail", "example.net", "none",
         "example.net", AUTH_NONE},
	{"temperror", "example.net", "temperror", "example.net", "temperror",
         "example.net", AUTH_NONE},
	{"permerror", "example.net", "permerror", "example.net", "permerror",
         "example.net", AUTH_NONE},
	{"none", "example.net", "none", "example.net", "bestguesspass",
         "example.net", AUTH_NONE},
	/* forwarded: the forwarder's own envelope, the author's signature */
	{"pass", "example.net", "pass", "forward.test", "pass", "example.net",
         AUTH_DMARC},
	/* mangled by a list: the list's signature, the author's is broken */
	{"pass", "list.test", "pass", "list.test", "none", "example.net",
         AUTH_NONE},
};

/* What somebody did to it on the way. */
static const enum trouble {
	NOTHING,
	FORGED_BELOW,    /* our id below everything */
	FORGED_RECEIVED, /* and a Received that says it is ours */
	TWO_FROM,
	FOREIGN_ID, /* the results are signed by a server we do not know */
	NOT_BORDER, /* the mail came in another way */
} troubles[] = {NOTHING,  FORGED_BELOW, FORGED_RECEIVED,
                TWO_FROM, FOREIGN_ID,   NOT_BORDER};

static void add_format(struct buf *out, const char *format, const char *result,
                       const char *domain)
{
	if (!result)
		return;
	for (const char *p = format; *p; p++) {
		if (p[0] == '$' && p[1] == 'r')
			buf_adds(out, result);
		else if (p[0] == '$' && p[1] == 'd')
			buf_adds(out, domain);
		else
			buf_addc(out, *p);
		if (p[0] == '$')
			p++;
	}
}

static void add_results(struct buf *out, const struct vendor *v,
                        const struct outcome *o, enum trouble trouble)
{
	buf_adds(out, "Authentication-Results: ");
	buf_adds(out, trouble == FOREIGN_ID ? "mx.example.com" : v->start);
	add_format(out, v->dkim, o->dkim, o->dkim_domain);
	add_format(out, v->spf, o->spf, o->spf_domain);
	add_format(out, v->dmarc, o->dmarc, o->dmarc_from);
	buf_adds(out, "\r\n");
}

static const char *stack_of(const struct vendor *v, const struct outcome *o,
                            enum trouble trouble)
{
	struct buf out = BUF_INIT(1 << 16);

	if (trouble != NOT_BORDER)
		buf_adds(&out, v->top);
	if (!v->is_below)
		add_results(&out, v, o, trouble);
	buf_adds(&out, trouble == NOT_BORDER
	                       ? "Received: by mx.example.com with ESMTP\r\n"
	                       : v->border);
	if (v->is_below)
		add_results(&out, v, o, trouble);
	if (trouble == FORGED_RECEIVED)
		buf_adds(&out, "Received: from a by mx.example.org; Mon\r\n");
	buf_adds(&out, "Received: from ann by out.example.net; Mon\r\n");
	if (trouble == FORGED_BELOW || trouble == FORGED_RECEIVED)
		buf_adds(&out,
		         "Authentication-Results: mx.example.org; dkim=pass"
		         " header.d=example.net; dmarc=pass"
		         " header.from=example.net\r\n");
	buf_adds(&out, "From: Ann <ann@example.net>\r\nSubject: Re: Courier"
	               "\r\nMessage-ID: <1@example.net>\r\n");
	if (trouble == TWO_FROM)
		buf_adds(&out, "From: bob@example.net\r\n");
	buf_adds(&out, "\r\nHello.\r\n");
	return buf_take(&out, &arena).ptr;
}

START_TEST(judge_reads_what_every_mail_server_writes)
{
	const struct outcome *o = &outcomes[(size_t)_i % ARRAY_LEN(outcomes)];
	const struct vendor *v = &vendors[(size_t)_i / ARRAY_LEN(outcomes)];

	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		struct auth_options options = options_of(v->depth, v->is_below);
		const char *stack = stack_of(v, o, troubles[i]);
		bool is_good = troubles[i] <= FORGED_BELOW;

		ck_assert_verdict(judge(stack, &options),
		                  is_good ? o->expected : AUTH_NONE, stack);
	}
}
END_TEST

START_TEST(judge_believes_none_of_them_without_a_server_to_believe)
{
	const struct vendor *v = &vendors[_i];
	struct auth_options options = options_of(v->depth, true);
	const char *stack = stack_of(v, &outcomes[0], NOTHING);

	options.n_authserv_ids = 0;
	ck_assert_verdict(judge(stack, &options), AUTH_OFF, stack);
}
END_TEST

START_TEST(judge_wants_the_exact_number_of_our_hosts)
{
	const struct vendor *v = &vendors[_i];
	struct auth_options more = options_of(v->depth + 1, true);
	struct auth_options less = options_of(v->depth - 1, true);
	const char *stack = stack_of(v, &outcomes[0], NOTHING);

	ck_assert_verdict(judge(stack, &more), AUTH_NONE, stack);
	if (v->depth > 1)
		ck_assert_verdict(judge(stack, &less), AUTH_NONE, stack);
}
END_TEST

START_TEST(judge_believes_results_below_only_where_forged_ones_are_dropped)
{
	const struct vendor *v = &vendors[_i];
	struct auth_options options = options_of(v->depth, !v->is_below);
	const char *stack = stack_of(v, &outcomes[0], NOTHING);

	ck_assert_verdict(judge(stack, &options),
	                  v->is_below ? AUTH_NONE : AUTH_DMARC, stack);
}
END_TEST

/* --- By hand: the border is one host, results stand above it. --- */

#define R     "Received: from x by mx.example.org with ESMTP; Mon\r\n"
#define NEXT  "Received: from y by out.example.net; Mon\r\n"
#define FROM  "From: ann@example.net\r\n\r\n"
#define AR    "Authentication-Results: "
#define MX    AR "mx.example.org; "
#define DMARC "dmarc=pass header.from=example.net\r\n"
#define DKIM  "dkim=pass header.d=example.net\r\n"
#define SPF   "spf=pass smtp.mailfrom=ann@example.net\r\n"

static const struct {
	bool strips_forged;
	enum auth_verdict expected;
	const char *head;
} stacks[] = {
	/* the plain cases */
	{false, AUTH_DMARC, MX DMARC R NEXT FROM},
	{false, AUTH_DMARC, MX DMARC R FROM},
	{false, AUTH_DKIM, MX DKIM R NEXT FROM},
	{false, AUTH_SPF, MX SPF R NEXT FROM},
	{false, AUTH_NONE, MX "none\r\n" R NEXT FROM},
	{false, AUTH_NONE, R NEXT FROM},
	{false, AUTH_NONE, FROM},
	{false, AUTH_NONE, MX DMARC FROM},
	/* the position */
	{false, AUTH_NONE, R MX DMARC NEXT FROM},
	{true, AUTH_DMARC, R MX DMARC NEXT FROM},
	{true, AUTH_DMARC, R MX DMARC FROM},
	{true, AUTH_NONE, R NEXT MX DMARC FROM},
	{true, AUTH_NONE, R AR "mx.example.com; " DMARC MX DMARC NEXT FROM},
	{true, AUTH_DKIM, MX DKIM R MX DMARC NEXT FROM},
	{true, AUTH_DMARC, AR "mx.example.com; none\r\n" R MX DMARC NEXT FROM},
	{true, AUTH_FAIL,
         R MX "dmarc=fail header.from=example.net\r\n" MX DMARC NEXT FROM},
	/* forged Received */
	{false, AUTH_NONE, MX DMARC R R NEXT FROM},
	{false, AUTH_NONE, MX DMARC NEXT R FROM},
	{false, AUTH_NONE,
         MX DMARC "Received: from x by mx.example.org.evil.test; Mon\r\n" FROM},
	{false, AUTH_NONE,
         MX DMARC "Received: from x by notmx.example.org; Mon\r\n" FROM},
	{false, AUTH_NONE,
         MX DMARC "Received: from by mx.example.org;\r\n" FROM},
	{false, AUTH_NONE,
         MX DMARC
         "Received: from x (by mx.example.org) by evil.test;\r\n" FROM},
	{false, AUTH_NONE,
         MX DMARC "Received: from x with ESMTP; by mx.example.org\r\n"
                  "Received: from x by mx.example.org; Mon\r\n" FROM},
	{false, AUTH_NONE, MX DMARC "Received: by\r\n" FROM},
	{false, AUTH_NONE,
         MX DMARC "Received: (qmail 7 invoked by uid 89)\r\n" FROM},
	{false, AUTH_NONE, MX DMARC "Received: \r\n" FROM},
	{false, AUTH_NONE,
         MX DMARC "Received: from x by =?utf-8?q?mx.example.org?=;\r\n" FROM},
	{false, AUTH_DMARC, MX DMARC "RECEIVED: by MX.EXAMPLE.ORG.;\r\n" FROM},
	{false, AUTH_DMARC,
         MX DMARC "Received: from by (by (by) by) by mx.example.org;\r\n" FROM},
	/* our id in another dress */
	{false, AUTH_DMARC, AR "MX.Example.ORG; " DMARC R FROM},
	{false, AUTH_DMARC,
         AR "(a)\r\n\tmx.example.org\t(b);\r\n\t" DMARC R FROM},
	{false, AUTH_DMARC, AR "\"mx.example.org\" 1; " DMARC R FROM},
	{false, AUTH_DMARC,
         "authentication-results : mx.example.org; " DMARC R FROM},
	{false, AUTH_NONE, AR "mx.example.org.; " DMARC R FROM},
	{false, AUTH_NONE, AR "mx.example.org.evil.test; " DMARC R FROM},
	{false, AUTH_NONE, AR "evilmx.example.org; " DMARC R FROM},
	{false, AUTH_NONE, AR "example.org; " DMARC R FROM},
	{false, AUTH_NONE, AR "(mx.example.org) evil.test; " DMARC R FROM},
	{false, AUTH_NONE, AR "=?utf-8?q?mx.example.org?=; " DMARC R FROM},
	{false, AUTH_NONE, AR "mx.example.org 2; " DMARC R FROM},
	{false, AUTH_NONE, AR "mx.example.org " DMARC R FROM},
	{false, AUTH_NONE,
         "X-Authentication-Results: mx.example.org; " DMARC R FROM},
	{false, AUTH_NONE,
         "ARC-Authentication-Results: i=1; mx.example.org; " DMARC R FROM},
	{false, AUTH_NONE,
         "Received-SPF: pass (mx.example.org: ok)\r\n" R FROM},
	/* fields that disagree */
	{false, AUTH_FAIL,
         MX DMARC MX "dmarc=fail header.from=example.net\r\n" R FROM},
	{false, AUTH_FAIL,
         MX "dmarc=fail header.from=example.net\r\n" MX DMARC R FROM},
	{false, AUTH_DKIM,
         MX DMARC AR "filter.example.org; dmarc=none\r\n" MX DKIM R FROM},
	{false, AUTH_NONE,
         MX DKIM MX "dkim=fail header.d=example.net\r\n" R FROM},
	{false, AUTH_DKIM, MX "dkim=fail header.d=example.net; " DKIM R FROM},
	{false, AUTH_DKIM, MX "dkim=fail header.d=other.test; " DKIM R FROM},
	{false, AUTH_DKIM,
         MX DKIM MX "dkim=fail header.d=other.test\r\n" R FROM},
	{false, AUTH_NONE,
         MX SPF MX "spf=fail smtp.mailfrom=ann@example.net\r\n" R FROM},
	{false, AUTH_DMARC, MX DMARC AR "(broken; x\r\n" R FROM},
	{false, AUTH_DMARC,
         MX DMARC AR
         "mx.example.com; dmarc=fail header.from=example.net\r\n" R FROM},
	/* From */
	{false, AUTH_NONE, MX DMARC R "From: ann@example.net\r\n" FROM},
	{false, AUTH_NONE, MX DMARC R "From:\r\n" FROM},
	{false, AUTH_NONE,
         MX DMARC R "From: a@evil.test, ann@example.net\r\n\r\n"},
	{false, AUTH_NONE, MX DMARC R "Subject: none\r\n\r\n"},
	{false, AUTH_NONE,
         MX DMARC R "From: =?utf-8?q?ann=40example.net?=\r\n\r\n"},
	{false, AUTH_NONE, MX DMARC R "From: \"ann lee\"@example.net\r\n\r\n"},
	{false, AUTH_NONE, MX DMARC R "From: <ann@example.net\r\n\r\n"},
	{false, AUTH_NONE, MX DMARC R "From: ann@ex\xc3\xa4mple.net\r\n\r\n"},
	{false, AUTH_DMARC, MX DMARC R "From: A <ann@EXAMPLE.net>\r\n\r\n"},
	{false, AUTH_FAIL,
         MX DMARC R "From: \"ann@example.net\" <b@evil.test>\r\n\r\n"},
	{false, AUTH_FAIL,
         MX DMARC R "From: ann@example.net.evil.test\r\n\r\n"},
	{false, AUTH_NONE, MX DMARC R "Subject: a\r\nSubject: b\r\n" FROM},
	{false, AUTH_NONE,
         MX DMARC R "Message-ID: <a@b>\r\nMessage-ID: <c@d>\r\n" FROM},
	{false, AUTH_NONE, MX DMARC R "Date: a\r\nDate: b\r\n" FROM},
	{false, AUTH_NONE, MX DMARC "no field\r\n" R FROM},
	/* values */
	{false, AUTH_NONE, MX "dmarc=pass\r\n" R FROM},
	{false, AUTH_NONE, MX "dmarc=pass smtp.from=example.net\r\n" R FROM},
	{false, AUTH_FAIL,
         MX "dmarc=pass header.from=sub.example.net\r\n" R FROM},
	{false, AUTH_NONE,
         MX "dmarc=pass header.from=a.test header.from=example.net\r\n" R FROM},
	{false, AUTH_NONE,
         MX "dmarc/2=pass header.from=example.net\r\n" R FROM},
	{false, AUTH_NONE,
         MX "x-dmarc=pass header.from=example.net\r\n" R FROM},
	{false, AUTH_NONE, MX "dkim=pass\r\n" R FROM},
	{false, AUTH_NONE,
         MX "dkim=pass header.a=rsa-sha1 header.d=example.net\r\n" R FROM},
	{false, AUTH_DKIM, MX "dkim=pass header.i=ann@example.net\r\n" R FROM},
	{false, AUTH_NONE,
         MX "dkim=pass header.d=evil.test header.i=@example.net\r\n" R FROM},
	{false, AUTH_NONE, MX "dkim-adsp=pass header.d=example.net\r\n" R FROM},
	{false, AUTH_DKIM, MX DKIM R "From: ann@mail.example.net\r\n\r\n"},
	{false, AUTH_NONE, MX "spf=pass smtp.helo=example.net\r\n" R FROM},
	{false, AUTH_SPF, MX "spf=pass smtp.mailfrom=example.net\r\n" R FROM},
	{false, AUTH_NONE, MX "spf=pass smtp.mailfrom=<>\r\n" R FROM},
	{false, AUTH_NONE,
         MX "spf=pass smtp.mailfrom=\"; dmarc=pass "
            "header.from=example.net\"@a.test\r\n" R FROM},
	{false, AUTH_NONE,
         MX "spf=pass (; dmarc=pass header.from=example.net) "
            "smtp.mailfrom=a.test\r\n" R FROM},
	/* what another mail in this one says is of no interest */
	{false, AUTH_NONE,
         R "From: ann@example.net\r\nContent-Type: message/rfc822\r\n\r\n" MX
                 DMARC R FROM},
};

START_TEST(judge_is_fooled_by_nothing_below_the_border)
{
	struct auth_options options = options_of(1, stacks[_i].strips_forged);

	ck_assert_verdict(judge(stacks[_i].head, &options), stacks[_i].expected,
	                  stacks[_i].head);
}
END_TEST

START_TEST(judge_says_who_said_what)
{
	struct auth_options options = options_of(1, false);

	ck_assert_text(judge(MX DMARC R FROM, &options).evidence,
	               "mx.example.org says dmarc=pass for example.net");
	ck_assert_text(judge(MX "none\r\n" R FROM, &options).evidence,
	               "mx.example.org says nothing that proves it is from"
	               " example.net");
	ck_assert_text(
		judge(MX "dmarc=fail header.from=a.test\r\n" R FROM, &options)
			.evidence,
		"mx.example.org says that its author is not of"
		" example.net");
	ck_assert_text(judge(R FROM, &options).evidence,
	               "no results of our border's are in it");
	ck_assert_text(judge(FROM, &options).evidence,
	               "it did not come in through our border");
}
END_TEST

START_TEST(pass_is_what_a_signature_of_the_domain_proves)
{
	ck_assert(auth_is_pass(AUTH_DMARC));
	ck_assert(auth_is_pass(AUTH_DKIM));
	ck_assert(!auth_is_pass(AUTH_SPF));
	ck_assert(!auth_is_pass(AUTH_FAIL));
	ck_assert(!auth_is_pass(AUTH_NONE));
	ck_assert(!auth_is_pass(AUTH_OFF));
}
END_TEST

Suite *suite(void)
{
	Suite *s = suite_create("auth");
	TCase *c = tcase_create("judge");
	TCase *pass = tcase_create("is_pass");

	tcase_add_checked_fixture(c, NULL, drop_arena);
	tcase_add_loop_test(c, judge_reads_what_every_mail_server_writes, 0,
	                    ARRAY_LEN(vendors) * ARRAY_LEN(outcomes));
	tcase_add_loop_test(
		c, judge_believes_none_of_them_without_a_server_to_believe, 0,
		ARRAY_LEN(vendors));
	tcase_add_loop_test(c, judge_wants_the_exact_number_of_our_hosts, 0,
	                    ARRAY_LEN(vendors));
	tcase_add_loop_test(
		c,
		judge_believes_results_below_only_where_forged_ones_are_dropped,
		0, ARRAY_LEN(vendors));
	tcase_add_loop_test(c, judge_is_fooled_by_nothing_below_the_border, 0,
	                    ARRAY_LEN(stacks));
	tcase_add_test(c, judge_says_who_said_what);
	tcase_add_test(pass, pass_is_what_a_signature_of_the_domain_proves);
	suite_add_tcase(s, c);
	suite_add_tcase(s, pass);
	return s;
}
