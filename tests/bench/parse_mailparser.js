/* What npm's mailparser does with files: a line of JSON for each. */
'use strict';
const fs = require('fs');
const { simpleParser } = require('mailparser');

(async () => {
	for (const path of process.argv.slice(2)) {
		const mail = await simpleParser(fs.readFileSync(path));

		console.log(JSON.stringify({
			file: path, from: mail.from && mail.from.text,
			subject: mail.subject, text: mail.text || '',
		}));
	}
})();
