/*
 * What npm's mailparser does with files: a line of JSON for each.  With
 * REPLY=1 npm's email-reply-parser cuts the writer's own words out as well.
 */
'use strict';
const fs = require('fs');
const { simpleParser } = require('mailparser');
const ReplyParser = process.env.REPLY ? require('email-reply-parser') : null;
const Parser = ReplyParser && (ReplyParser.default || ReplyParser);

(async () => {
	for (const path of process.argv.slice(2)) {
		const mail = await simpleParser(fs.readFileSync(path));
		let text = mail.text || '';

		if (Parser)
			text = new Parser().read(text).getVisibleText();
		console.log(JSON.stringify({
			file: path, from: mail.from && mail.from.text,
			subject: mail.subject, text,
		}));
	}
})();
