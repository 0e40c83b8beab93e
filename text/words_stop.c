#include "text/words_private.h"

#include "base/attr.h"

/*
 * Function words: articles, pronouns, prepositions, conjunctions, auxiliaries,
 * and the few others that stand in every text whatever it is about.
 */
static const char english[] =
	"a an the this that these those here there now then once "
	"i me my mine myself you your yours yourself yourselves he him his "
	"himself she her hers herself it its itself we us our ours ourselves "
	"they them their theirs themselves one ones who whom whose which what "
	"when where why how "
	"about above across after against along among around as at before "
	"behind below beneath beside between beyond by down during for from in "
	"inside into like near of off on onto out outside over past per since "
	"through throughout to toward towards under until up upon via with "
	"within without "
	"and or but nor so yet if because while whereas although though unless "
	"than whether "
	"am is are was were be been being do does did doing done have has had "
	"having can could may might must shall should will would ought cannot "
	"get gets got let lets make made go goes went say says said "
	"no not only own same too very just also even still again further more "
	"most much many few less least other others another such all any both "
	"each either neither every some several none never always ever really "
	"i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll "
	"it'll we're we've we'd we'll they're they've they'd they'll that'll "
	"isn't aren't wasn't weren't don't doesn't didn't haven't hasn't "
	"hadn't can't couldn't mustn't shan't shouldn't won't wouldn't";

static const char german[] =
	"der die das den dem des ein eine einen einem einer eines kein keine "
	"keinen keiner dieser diese dieses diesen diesem jener jene ich du er "
	"sie es wir ihr mich mir dich dir ihn ihm uns euch ihnen sich mein "
	"meine dein sein seine seinen seinem seiner ihre ihren ihrem ihrer "
	"unser unsere man wer was welche welcher welches wo wann wie warum "
	"und oder aber denn sondern dass daß weil wenn als ob damit obwohl "
	"während bevor nachdem auch nicht noch nur schon sehr so dann da hier "
	"dort nun jetzt immer wieder mehr viel alle alles einige andere "
	"anderen "
	"an auf aus bei bis durch für gegen hinter in im ins mit nach neben "
	"ohne seit über um unter von vom vor zu zum zur zwischen am ans "
	"bin bist ist sind seid war waren wäre sein gewesen habe hat haben "
	"hatte hatten werde wird werden wurde wurden worden kann können konnte "
	"muss müssen musste soll sollen sollte will wollen wollte darf dürfen "
	"sagt sagte";

static const char french[] =
	"le la les un une des du de au aux ce cet cette ces ça cela celui "
	"celle ceux celles je tu il elle on nous vous ils elles me te se "
	"lui leur leurs y en mon ma mes ton ta tes son sa ses notre nos "
	"votre vos qui que qu quoi dont lorsqu puisqu jusqu quelqu où quand "
	"comment pourquoi quel quelle quels quelles et ou mais donc or ni car "
	"si comme lorsque puisque "
	"à dans par pour sur sous avec sans chez vers entre depuis pendant "
	"contre avant après ne pas plus moins très aussi bien encore déjà "
	"tout tous toute toutes même autre autres être est sont était étaient "
	"été suis es sommes êtes sera serait fut avoir a ont avait avaient ai "
	"as avons avez eu fait faire peut dit";

static const char spanish[] =
	"el la los las un una unos unas lo al del de este esta estos estas ese "
	"esa esos esas eso esto aquel aquella yo tú él ella nosotros ustedes "
	"ellos ellas me te se nos le les mi mis tu tus su sus nuestro nuestra "
	"que qué quien quién cual cuál donde dónde cuando cuándo como cómo "
	"y e o u pero sino si porque aunque mientras pues a ante bajo con "
	"contra desde durante en entre hacia hasta para por según sin sobre "
	"tras no ni ya más menos muy también tampoco todo toda todos todas "
	"otro otra otros otras mismo ser es son era eran fue fueron sido soy "
	"está están estaba estaban ha han había habían haber he hay tiene "
	"tienen tenía puede pueden dijo";

static const char italian[] =
	"il lo la i gli le un uno una del dello della dell dei degli delle al "
	"all "
	"allo alla ai agli alle dal dalla dall dai nel nell nella nei nelle "
	"sul sulla sull "
	"sui di a da in con su per tra fra questo questa questi queste quello "
	"quella quelli quelle io tu lui lei noi voi loro mi ti si ci vi ne "
	"mio mia suo sua suoi sue nostro nostra che chi cui quale quali dove "
	"quando come perché e ed o ma se anche non né più meno molto già "
	"ancora solo tutto tutta tutti tutte altro altra altri altre stesso "
	"essere è sono era erano stato stata stati fu sia ho ha hanno aveva "
	"avevano avere può possono ha detto";

static const char dutch[] =
	"de het een deze dit die dat ik jij je u hij zij ze wij we jullie hem "
	"haar hen hun ons mij me mijn jouw zijn onze wie wat waar wanneer hoe "
	"waarom welke en of maar want dus als dan omdat terwijl hoewel aan bij "
	"binnen boven door in met na naar naast om onder op over sinds te ten "
	"ter tegen tot tussen uit van vanaf voor zonder er hier daar niet geen "
	"nog ook al wel zeer meer veel alle alles andere is was waren ben bent "
	"wordt worden werd werden geworden heb heeft hebben had hadden kan "
	"kunnen kon moet moeten zal zullen zou wil willen zegt zei";

static const char norwegian[] =
	"en ei et den det de denne dette disse jeg eg du han hun ho vi dere "
	"dei meg deg seg henne ham oss dem min mi mitt mine din ditt dine sin "
	"si sitt sine hans hennes vår vårt våre deres som hva kva hvem kven "
	"hvor kor når hvordan hvorfor hvilken og eller men for så om hvis "
	"fordi mens at da enn i på av til fra frå med uten ved etter før under "
	"over mellom mot hos gjennom om ikke ikkje også bare berre her der nå "
	"no da mer meir mye mykje alle alt andre noe noko noen nokon er var "
	"være vere vært blir ble vart blitt har hadde ha kan kunne skal skulle "
	"vil ville må måtte bør sier sa";

static const char swedish[] =
	"en ett den det de denna detta dessa jag du han hon vi ni mig dig sig "
	"honom henne oss er dem min mitt mina din ditt dina sin sitt sina hans "
	"hennes vår vårt våra deras som vad vem var när hur varför vilken och "
	"eller men för så om därför medan att då än i på av till från med utan "
	"vid efter före under över mellan mot hos genom inte också bara här "
	"där nu mer mycket alla allt andra något några är vara varit blir blev "
	"blivit har hade ha kan kunde ska skall skulle vill ville måste säger "
	"sade sa";

static const char danish[] =
	"en et den det de denne dette disse jeg du han hun vi i mig dig sig "
	"ham hende os jer dem min mit mine din dit dine sin sit sine hans "
	"hendes vores deres som hvad hvem hvor når hvordan hvorfor hvilken og "
	"eller men for så om hvis fordi mens at da end på af til fra med uden "
	"ved efter før under over mellem mod hos gennem ikke også kun her der "
	"nu mere meget alle alt andre noget nogle nogen er var være været "
	"bliver blev blevet har havde have kan kunne skal skulle vil ville må "
	"måtte bør siger sagde";

static const char portuguese[] =
	"o a os as um uma uns umas do da dos das de no na nos nas em ao à aos "
	"às pelo pela por para com sem sobre entre até desde contra após este "
	"esta estes estas esse essa isso isto aquele aquela eu tu ele ela nós "
	"vós eles elas você me te se lhe lhes meu minha seu sua seus suas "
	"nosso nossa que quem qual quais onde quando como porque e ou mas se "
	"nem também não já mais menos muito ainda só todo toda todos todas "
	"outro outra outros outras mesmo ser é são era eram foi foram sido "
	"está estão estava ter tem têm tinha há pode podem disse";

static const struct language languages[] = {
	{"en", "english", english, false},
	{"de", "german", german, false},
	{"fr", "french", french, true},
	{"es", "spanish", spanish, false},
	{"it", "italian", italian, true},
	{"nl", "dutch", dutch, false},
	{"nb nn no", "norwegian", norwegian, false},
	{"sv", "swedish", swedish, false},
	{"da", "danish", danish, false},
	{"pt", "portuguese", portuguese, false},
	/* Stems without stop words are better than neither. */
	{"fi", "finnish", "", false},
	{"hu", "hungarian", "", false},
	{"ro", "romanian", "", false},
	{"ru", "russian", "", false},
	{"tr", "turkish", "", false},
};

const struct language *language_find(struct str tag)
{
	size_t n = 0;

	while (n < tag.len && char_is_alpha(tag.ptr[n]))
		n++;
	tag = str_slice(tag, 0, n);
	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		struct str tags = str_of(languages[i].tags), known;

		while (str_next_field(&tags, ' ', &known))
			if (str_eq_nocase(known, tag))
				return &languages[i];
	}
	return NULL;
}
