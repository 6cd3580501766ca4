//! What the committees of the generated municipality talk about: subjects that any Danish municipality would know.
//! Plain data.

use entity::matter::{Aspect, Theme};

/// A subject of a matter.
pub(super) struct Subject {
    /// Its title.
    pub title: &'static str,
    /// What it is about.
    pub text: &'static str,
    /// Which side of co-determination it belongs to.
    pub aspect: Aspect,
    /// What is developed.
    pub theme: Option<Theme>,
    /// KLE number.
    pub kle: &'static str,
    /// Work, staff, cooperation, work environment.
    pub fields: [bool; 4],
}

const fn subject(
    title: &'static str,
    text: &'static str,
    aspect: Aspect,
    theme: Option<Theme>,
    kle: &'static str,
    fields: [bool; 4],
) -> Subject {
    Subject { title, text, aspect, theme, kle, fields }
}

use Aspect::{Development, Representation, Strategy};

/// The subjects.
pub(super) const SUBJECTS: &[Subject] = &[
    subject(
        "Sygefraværsstatistik",
        "Årets sygefravær fordelt på arbejdspladser, og hvad der virker imod det.",
        Representation,
        None,
        "81.28.00",
        [false, true, false, true],
    ),
    subject(
        "Budgettets konsekvenser for arbejds- og personaleforhold",
        "Ledelsen redegør for sammenhængen mellem ressourcer og arbejdsmængde i budgetforslaget.",
        Strategy,
        None,
        "00.30.02",
        [true, true, false, false],
    ),
    subject(
        "Opfølgning på trivselsmålingen",
        "Resultater på fælles niveau og de indsatser, som arbejdspladserne har valgt.",
        Representation,
        None,
        "81.39.05",
        [false, false, true, true],
    ),
    subject(
        "Mere tid til borgeren: oprydning i dokumentationskrav",
        "Hvilke registreringer kan undværes? Frontmedarbejderne har samlet eksempler.",
        Development,
        Some(Theme::CoreTaskTime),
        "27.00.00",
        [true, false, true, false],
    ),
    subject(
        "Afprøvning af digital hjemmevejledning",
        "Forsøg på to plejecentre: hvad vinder borgerne, og hvad betyder det for arbejdet?",
        Development,
        Some(Theme::Digitalisation),
        "85.11.00",
        [true, false, false, true],
    ),
    subject(
        "Det rette ledelsesspænd i dagtilbud",
        "Antal medarbejdere for hver leder, og hvad der skal til for nærværende ledelse.",
        Development,
        Some(Theme::SpanOfControl),
        "81.00.15",
        [true, true, false, true],
    ),
    subject(
        "Gennemgang af mål for ældreplejen",
        "Hvilke mål giver mening for faget, og hvilke kan forenkles?",
        Development,
        Some(Theme::GoalSteering),
        "27.36.00",
        [true, false, true, false],
    ),
    subject(
        "Retningslinje om vold, mobning og chikane",
        "Udkast til fælles retningslinje efter lokale drøftelser.",
        Representation,
        None,
        "81.39.10",
        [false, true, false, true],
    ),
    subject(
        "Kompetenceudvikling og uddannelsesplan",
        "Behov på tværs af arbejdspladserne og fordeling af midler.",
        Strategy,
        None,
        "81.38.00",
        [false, true, false, false],
    ),
    subject(
        "Ny organisering af støttefunktioner",
        "Tidsplan, inddragelse og betydning for medarbejderne.",
        Strategy,
        Some(Theme::CrossCuttingCollaboration),
        "81.00.00",
        [true, true, true, false],
    ),
    subject(
        "Samarbejde med frivillige og foreninger",
        "Hvor går grænsen mellem frivilliges indsats og ansattes arbejde?",
        Development,
        Some(Theme::ExternalActors),
        "27.15.12",
        [true, false, true, false],
    ),
    subject(
        "Arbejdspladsvurdering og handlingsplaner",
        "Status for arbejdspladsernes vurderinger og de fælles indsatser.",
        Representation,
        None,
        "81.39.00",
        [false, false, false, true],
    ),
    subject(
        "Tillid og færre godkendelser",
        "Hvilke beslutninger kan tages tættere på borgeren?",
        Development,
        Some(Theme::TrustBasedLeadership),
        "00.01.00",
        [true, false, true, false],
    ),
    subject(
        "Seniorpolitik",
        "Aftaler om et godt sidste kapitel i arbejdslivet.",
        Representation,
        None,
        "81.02.05",
        [false, true, false, false],
    ),
];

/// What employees bring in.
pub(super) const CONTRIBUTIONS: &[&str] = &[
    "Vi dokumenterer det samme i to systemer. Lad os prøve en uge med kun det ene.",
    "Borgerne spørger efter faste kontaktpersoner. Vagtplanen gør det svært.",
    "De nye hjælpemidler er gode, men vi mangler oplæring i aftenvagten.",
    "Vi foreslår et fast kvarter om ugen, hvor hele huset taler om kerneopgaven.",
    "Målene passer ikke til det, vi fagligt mener er vigtigt. Vi vil gerne være med til at rette dem.",
];

/// Why something was not followed in full.
pub(super) const REASONS: &[&str] = &[
    "Det kræver en ændring i fagsystemet, som leverandøren først har næste år.",
    "Det er prøvet på to arbejdspladser; vi samler op på erfaringerne først.",
];
