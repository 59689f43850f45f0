//! Whether words ask about self-harm. Nobody can follow up an anonymous answer, so such a measure is for no group.

/// LOINC codes of items about self-harm: PHQ-9 item 9.
const RISKY_CODES: [&str; 1] = ["44260-8"];

/// What items about self-harm say, in English, German, French and Spanish. An item that says one of these has to say
/// whether it is such an item. More of them is a question too many, one too few is somebody whom nobody follows up.
const RISKY_WORDS: &[&str] = &[
    "suicid",
    "suizid",
    "selbstmord",
    "self harm",
    "selfharm",
    "self injur",
    "kill my",
    "kill your",
    "killing",
    "overdose",
    "better off dead",
    "better off without",
    "were dead",
    "was dead",
    "be dead",
    "being dead",
    "wish to die",
    "want to die",
    "wanted to die",
    "like to die",
    "rather die",
    "about dying",
    "wake up again",
    "never wake up",
    "not wake up",
    "will to live",
    "to be alive any",
    "want to be here",
    "about death",
    "scratched my skin",
    "worth living",
    "reason to live",
    "to live any",
    "end it all",
    "end my life",
    "end your life",
    "ending my life",
    "end my own life",
    "end your own life",
    "ending my own life",
    "ending your own life",
    "ending one's",
    "my own death",
    "your own death",
    "ending your life",
    "take my own life",
    "take your own life",
    "taking my own life",
    "taking your own life",
    "hurt myself",
    "hurt yourself",
    "hurting myself",
    "hurting yourself",
    "harm myself",
    "harm yourself",
    "harming myself",
    "harming yourself",
    "harm to myself",
    "harm to yourself",
    "cut myself",
    "cut yourself",
    "cutting myself",
    "cutting yourself",
    "injured myself",
    "injured yourself",
    "injure myself",
    "injure yourself",
    "scratched myself",
    "scratched yourself",
    "burned myself",
    "burned yourself",
    "burnt myself",
    "not want to live",
    "not to wake up",
    "go on living",
    "been born",
    "end things",
    "in front of a train",
    "burn myself",
    "burn yourself",
    "umbringen",
    "umzubringen",
    "das leben nehmen",
    "das leben zu nehmen",
    "lieber tot",
    "tot wär",
    "tot zu sein",
    "selbst verletz",
    "selbst zu verletz",
    "selbstverletz",
    "sterben",
    "tot sein",
    "lebensmüde",
    "geritzt",
    "mich geschnitten",
    "sich geschnitten",
    "etwas angetan",
    "etwas anzutun",
    "lebenswert",
    "nicht mehr leben",
    "mourir",
    "me tuer",
    "faire du mal",
    "envie de vivre",
    "en finir",
    "fin à mes jours",
    "fin à vos jours",
    "idées noires",
    "automutil",
    "suis coupé",
    "suis blessé",
    "morir",
    "muerto",
    "muerta",
    "matarme",
    "matarse",
    "autoles",
    "me corté",
    "hecho daño",
    "con mi vida",
    "con su vida",
    "no quiero vivir",
    "ganas de vivir",
    "quitarme la vida",
    "quitarse la vida",
    "hacerme daño",
    "hacerse daño",
];

/// Whether words speak of self-harm.
pub fn speaks(text: &str) -> bool {
    let text = folded(text);
    RISKY_WORDS.iter().any(|words| text.contains(words))
}

/// Whether an item may ask about self-harm, by its words, those of its answers, or its code.
pub fn seems<'a>(
    text: &str,
    mut answers: impl Iterator<Item = &'a str>,
    loinc: Option<&str>,
) -> bool {
    loinc.is_some_and(|code| RISKY_CODES.contains(&code)) || speaks(text) || answers.any(speaks)
}

/// Small letters with single spaces: hyphens of every kind are spaces too, and what nobody sees is left out.
fn folded(text: &str) -> String {
    let unseen = |letter: &char| {
        matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
    };
    let spaced = |letter: char| match letter {
        '-'
        | '_'
        | '/'
        | '·'
        | '\u{1806}'
        | '\u{2010}'..='\u{2015}'
        | '\u{2043}'
        | '\u{2212}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}' => ' ',
        '’' => '\'',
        other => other,
    };
    let lower = text.to_lowercase();
    let plain: String = lower
        .chars()
        .filter(|letter| !unseen(letter))
        .map(spaced)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
