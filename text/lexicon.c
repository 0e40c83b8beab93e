#include "text/lexicon.h"

#include "base/attr.h"

/* In order of their bytes; tests see to it. */
static const char *const rude[] = {
	/* clang-format off */
	"airhead", "animals", "arse", "arsehole", "arseholes", "arses", "ass",
	"asses", "asshat", "asshole", "assholes", "balls", "bastard",
	"bastards", "bigot", "bigoted", "bigots", "bitch", "bitches",
	"bitching", "bitchy", "blockhead", "bloody", "bonehead", "boneheads",
	"boobs", "braindead", "brainless", "buffoon", "buffoons", "bugger",
	"bullshit", "charlatan", "chink", "chinks", "clown", "clowns", "cock",
	"cocks", "cocksucker", "cocksuckers", "coon", "coons", "corrupt",
	"coward", "cowardly", "cowards", "crap", "crappy", "crazy", "creep",
	"creeps", "creepy", "cretin", "cretins", "crook", "crooks", "cunt",
	"cunts", "dammit", "damn", "damned", "degenerate", "degenerates",
	"delusional", "dick", "dickhead", "dickheads", "dicks", "die",
	"dimwit", "dimwits", "dipshit", "disgusting", "dolt", "dolts", "dope",
	"dopey", "douche", "douchebag", "douchebags", "douches", "dumb",
	"dumbass", "dumbasses", "dumber", "dumbest", "dummies", "dummy",
	"dunce", "dyke", "dykes", "fag", "faggot", "faggots", "fags",
	"fascist", "fascists", "fat", "fatso", "feminazi", "feminazis",
	"filth", "filthy", "fool", "foolish", "fools", "freak", "freaks",
	"fuck", "fucked", "fucker", "fuckers", "fuckin", "fucking", "fucks",
	"fuckwit", "garbage", "gook", "gooks", "halfwit", "halfwits", "hell",
	"hoe", "hoes", "homo", "homos", "horseshit", "hypocrite",
	"hypocrites", "hypocritical", "idiocy", "idiot", "idiotic",
	"idiotically", "idiots", "ignoramus", "ignorance", "ignorant",
	"imbecile", "imbeciles", "imbecilic", "insane", "jackass",
	"jackasses", "jerk", "jerks", "kike", "kikes", "kill", "killed",
	"knucklehead", "knuckleheads", "leech", "leeches", "liar", "liars",
	"libtard", "libtards", "loser", "losers", "lunatic", "lunatics",
	"lying", "maggot", "maggots", "mindless", "moron", "moronic",
	"morons", "motherfucker", "motherfuckers", "motherfucking", "nazi",
	"nazis", "negro", "negroes", "nigga", "niggas", "nigger", "niggers",
	"nitwit", "nitwits", "numbskull", "nutcase", "nutjob", "paedo",
	"paki", "pakis", "parasite", "parasites", "parasitic", "pathetic",
	"pedo", "pedophile", "pedophiles", "pedos", "penis", "perv",
	"pervert", "perverts", "pig", "pigs", "piss", "pissed", "prick",
	"pricks", "psycho", "psychos", "pussies", "pussy", "queers", "racist",
	"racists", "raghead", "ragheads", "rapist", "rapists", "rat", "rats",
	"redneck", "rednecks", "retard", "retardation", "retarded", "retards",
	"ridiculous", "sandnigger", "savage", "savages", "screw", "screwed",
	"scum", "scumbag", "scumbags", "senile", "sexist", "shit", "shite",
	"shithead", "shithole", "shits", "shitting", "shitty", "shut",
	"silly", "simpleton", "skank", "slut", "sluts", "slutty", "snowflake",
	"snowflakes", "spic", "spics", "stupid", "stupider", "stupidest",
	"stupidity", "stupidly", "stupids", "suck", "sucker", "suckers",
	"sucks", "swine", "thug", "thugs", "tit", "tits", "tosser", "tossers",
	"towelhead", "towelheads", "tramp", "trannies", "tranny", "trash",
	"troll", "trolling", "trolls", "twat", "twats", "ugly", "useless",
	"vagina", "vermin", "wacko", "wank", "wanker", "wankers", "weasel",
	"weirdo", "weirdos", "wetback", "wetbacks", "whore", "whores",
	"worthless", "xenophobe", "xenophobes",
	/* clang-format on */
};

static const char *const groups[] = {
	/* clang-format off */
	"aboriginal", "aboriginals", "afghan", "afghans", "african",
	"africans", "american", "americans", "arab", "arabic", "arabs",
	"asian", "asians", "atheism", "atheist", "atheists", "autistic",
	"bangladeshi", "bangladeshis", "bisexual", "bisexuals", "black",
	"blacks", "blind", "boomer", "boomers", "boy", "boys", "brazilian",
	"brazilians", "british", "buddhism", "buddhist", "buddhists",
	"canadian", "canadians", "catholic", "catholicism", "catholics",
	"caucasian", "caucasians", "chinese", "christian", "christianity",
	"christians", "colombian", "colombians", "cuban", "cubans", "danes",
	"danish", "deaf", "disabilities", "disability", "disabled", "dutch",
	"egyptian", "egyptians", "elderly", "english", "englishman",
	"ethiopian", "ethiopians", "european", "europeans", "evangelical",
	"evangelicals", "female", "females", "filipino", "filipinos",
	"finnish", "finns", "foreigner", "foreigners", "french", "frenchman",
	"gay", "gays", "german", "germans", "girl", "girls", "greek",
	"greeks", "handicapped", "heterosexual", "heterosexuals", "hindu",
	"hinduism", "hindus", "hispanic", "hispanics", "homosexual",
	"homosexuality", "homosexuals", "immigrant", "immigrants", "indian",
	"indians", "indigenous", "iranian", "iranians", "iraqi", "iraqis",
	"irish", "islam", "islamic", "israeli", "israelis", "italian",
	"italians", "jamaican", "jamaicans", "japanese", "jew", "jewish",
	"jews", "judaism", "kenyan", "kenyans", "korean", "koreans", "ladies",
	"lady", "latina", "latinas", "latino", "latinos", "latinx", "lesbian",
	"lesbians", "lgbt", "lgbtq", "male", "males", "man", "men", "mexican",
	"mexicans", "migrant", "migrants", "millenial", "millennial",
	"millennials", "mormon", "mormons", "moslem", "moslems", "muslim",
	"muslims", "native", "natives", "nigerian", "nigerians", "nonbinary",
	"norwegian", "norwegians", "old", "older", "pakistani", "pakistanis",
	"palestinian", "palestinians", "paralysed", "paralyzed", "poles",
	"polish", "protestant", "protestants", "queer", "refugee", "refugees",
	"russian", "russians", "scottish", "senior", "seniors", "sikh",
	"sikhism", "sikhs", "somali", "somalis", "spaniard", "spaniards",
	"spanish", "straight", "swedes", "swedish", "syrian", "syrians",
	"taoist", "taoists", "teenage", "teenager", "teenagers", "thai",
	"trans", "transgender", "transgendered", "transgenders",
	"transsexual", "transsexuals", "turk", "turkish", "turks",
	"ukrainian", "ukrainians", "vietnamese", "welsh", "wheelchair",
	"white", "whites", "woman", "women", "young", "younger", "youth",
	/* clang-format on */
};

static bool is_in(struct str word, const char *const *words, size_t n)
{
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;
		int order = str_compare(str_of(words[middle]), word);

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			n = middle;
	}
	return false;
}

bool lexicon_is_rude(struct str word)
{
	return is_in(word, rude, ARRAY_LEN(rude));
}

bool lexicon_is_group(struct str word)
{
	return is_in(word, groups, ARRAY_LEN(groups));
}

static bool fits(struct str mask, struct str word)
{
	if (mask.len != word.len)
		return false;
	for (size_t i = 0; i < mask.len; i++)
		if (mask.ptr[i] != '*' && mask.ptr[i] != word.ptr[i])
			return false;
	return true;
}

struct str lexicon_unmask(struct str mask)
{
	for (size_t i = 0; i < ARRAY_LEN(rude); i++)
		if (fits(mask, str_of(rude[i])))
			return str_of(rude[i]);
	return (struct str){"", 0};
}
