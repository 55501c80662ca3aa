"""English, as the lint hears it."""

from bot.domain.status_tongues.tongue import Tongue, any_of

_COUNT = any_of(r"""
\d[\d.,]{0,5}(?:\s?[-–]\s?\d{1,3})?|an?|one|two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|forty
half an|quarter of an|couple of|a couple of|a few|few|several|some
""")
_UNIT = r"(?:mins?|minutes?|hrs?|hours?|h|secs?|seconds?|days?|weeks?|moments?)"
_ABOUT = any_of(r"""
about|around|roughly|approximately|approx\.?|less than|under|no more than|at most|the next|the coming|next
another|a further|only|just|maybe|perhaps|something like|the
""")
_CLOCK = r"(?:\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|noon|midnight)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
_POINT = rf"(?:{_CLOCK}|{_DAY}|{_DATE}|tonight|tomorrow|lunch(?:time)?)"
_PART = r"(?:day|business|week|hour|shift|morning|afternoon)"

TONGUE = Tongue(
    repaired=any_of(r"""
back|fix(?:ed|es|ing)?|bug ?fix|hot ?fix|repair(?:ed|s|ing)?|resolv(?:e|ed|es|ing)|resolution
restor(?:e|ed|es|ing|ation)|recover(?:s|ed|y)?|solv(?:e|ed|ing)|solution|sorted(?: out)?|up and running
normal(?:ly)?
work(?:s|ing)? (?:again|as (?:usual|expected|before))|available|operational|online|running again|accessible
usable|patch(?:ed)?|deploy(?:ed|ing)?|roll(?:ed|ing)? (?:out|back)|rollback|live again|go(?:es)? live|mended
done|finished|all good|over with|able to [\w ]{1,30}again|can [\w ]{1,30}again|full(?:y)? service
"""),
    told=any_of(r"""
updat(?:e|es|ed|ing)|writ(?:e|es|ing)(?: back)?|inform(?:ed)?|tell|told|let you know|news|word|message
post(?:ed|ing)?
report(?:ing|ed)?(?: back)?|hear(?: back)?|shar(?:e|ing)|notif(?:y|ied)|announce(?:ment)?|communicat\w{1,6}
contact
get(?:ting)? back|back to you|back (?:here )?with|come back to|check(?:ing)?(?: back)?|look(?:ing)?(?: again)?
monitor(?:ing)?|watch(?:ing)?|observ(?:e|ing)|review|retry|try(?:ing)?(?: again)?|details|information
be in touch
call|e-?mail|follow-?up|summary|status
"""),
    ahead=any_of(rf"""
(?:in|within|inside) (?:{_ABOUT} ){{0,3}}(?:{_COUNT}[\s-]{{0,3}})?{_UNIT}(?! ago| of our)
(?:takes?|taking|needs?|last) (?:{_ABOUT} ){{0,3}}{_COUNT}[\s-]{{0,3}}(?:more )?{_UNIT}
{_COUNT}[\s-]{{0,3}}(?:more )?{_UNIT} (?:from now|at (?:the )?most)
for (?:the next|another) (?:{_COUNT} )?{_UNIT}
shortly(?! after| before)|(?<!as\s)soon(?:er)?(?! as| after)|any (?:minute|moment|second|time now)|momentarily
before long|in no time|in a bit|in a while|tonight|tomorrow|later today|this evening|overnight|imminent(?:ly)?
(?:by|before|until|till|no later than) (?:{_ABOUT} )?{_POINT}
(?:by|before) (?:the )?(?:end of|close of|start of) (?:the |this )?{_PART}
(?:by|before) (?:this )?(?:morning|afternoon|evening|weekend)|eod|cob
"""),
    clock=any_of(rf"""
(?:at |around |from |about )?{_CLOCK}|today|this (?:morning|afternoon|week)|(?:on )?{_DAY}|(?:on )?{_DATE}
next week
"""),
    will=any_of(r"""
will|'ll|i'll|we'll|it'll|they'll|should|shall|expect(?:s|ed|ing)?|going to|aim(?:s|ing)?|plan(?:s|ned|ning)?
hop(?:e|es|ing)|anticipat\w{1,5}|estimat\w{1,5}|target(?:ing)?|likely|due|can|may|might|to be|scheduled
promise
ought|intend|confident|assume
"""),
    hope=(
        r"expect(?:s|ed|ing)?|hop(?:e|es|ing)|anticipat\w{1,5}|estimat\w{1,5}|assume|confident|promise"
        r"|aim(?:ing)?"
    ),
    was=any_of(r"""
was|were|(?:has|have|had) (?:been|now|already|\w{2,15}ed)|had|ago|since|already|worked|came|began|started|took
we (?:\w{3,15} )?(?:fixed|resolved|restored|repaired|solved|deployed|rolled)
"""),
    never=(
        r"not|\w{2,8}n't|cannot|no(?! later| more| worries)|never|without|unable|nor|too early"
        r"|unknown|unclear"
    ),
    whether=r"when(?:ever)?|once|as soon as|until|till|unless|whether|if|after|before|while|how",
    about=r"on|about|regarding|concerning|of|towards?",
    estimate=any_of(r"""
eta|etr|estimated (?:time|fix|repair|resolution|recovery|restoration|completion)
expected (?:repair|resolution|recovery|restoration|completion|fix)(?: time)?
time to (?:repair|resolution|resolve|recovery|fix)
"""),
    lulling=any_of(r"""
(?:won't|will not|shouldn't|should not) (?:take|be) (?:too |very )?long|any minute now
(?:nearly|almost) (?:fixed|there)
"""),
    parts=r"and|but|so|while|which|because",
    jargon={
        "rollback|rolled back|roll back|rolling back": "going back to the version before",
        "failover|failed over": "moving to our second system",
        "latency": "slow answers",
        "throughput": "how much can be done at once",
        "outage window": "the time during which it did not work",
        "degraded performance|degradation|degraded": "slower than usual",
        "regression": "something that worked before",
        "root cause": "cause",
        "mitigated|mitigation|mitigate": "a remedy",
        "hotfix|hot fix": "a correction",
        "deployed|deployment|deploy|redeploy": "a new version",
        "backend|back-end|back end": "our systems",
        "frontend|front-end|front end": "what you see on the screen",
        "upstream|downstream": "a part that we depend on",
        "timeouts?|timing out": "no answer in time",
        "throttled|throttling|rate[- ]limit(?:ed|ing)?": "limited for a while",
        "config(?:uration)? drift|misconfiguration|config": "a wrong setting",
        "on[- ]call": "the people who are there day and night",
        "war ?room": "our team",
        "blast radius": "who is affected",
        "packet loss": "a bad connection",
        "memory leak|out of memory": "a system that ran out of room",
        "race condition|deadlock(?:ed)?": "an error in our software",
        "instances?|nodes?|pods?|clusters?|containers?": "our systems",
        "stakeholders?": "the people concerned",
    },
    blame=(
        r"(?:user|human|customer|operator|client)s?(?:'s?)? (?:error|mistake|fault)",
        (
            r"(?:because of|due to|caused by|fault of|blame|thanks to) (?:[\w'’.&-]{1,30} ){0,4}"
            r"(?:provider|vendor|supplier|third[- ]part(?:y|ies)|contractor|partner|carrier|bank|host"
            r"|engineer|developer"
            r"|colleague|intern|employee|aws|amazon|azure|microsoft|google|cloudflare|stripe|twilio)(?:s|'s|s')?"
        ),
        (
            r"(?:provider|vendor|supplier|third[- ]party|partner|aws|azure|cloudflare)(?:'s)? (?:has |have )?"
            r"(?:failed|broke|let us down|is to blame|messed up|caused)"
        ),
        r"you (?:must have |should have |have |had )?(?:misconfigured|misused|ignored|failed to|did wrong)",
        r"(?:your|their|his|her) (?:fault|mistake)",
        r"(?:not|isn't|is not|was not|wasn't) our (?:fault|problem|mistake)",
        (
            r"(?:an?|our|one of our) (?:engineer|developer|admin|colleague|employee)s? (?:\w{1,15} )?"
            r"(?:forgot|broke|deleted|mistakenly|messed|pushed|caused)"
        ),
    ),
)
