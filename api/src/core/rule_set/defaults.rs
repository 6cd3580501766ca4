//! The list of parameters, as data. A new parameter is one entry here and nothing else.
//! Each entry: name, key, unit, default (one for all, or for KL, RLTN, none), range, rules that use it, how sure;
//! then where the default comes from and what it means, each in Danish / English.

use super::{Defaults, Parameter, Sureness, Unit};

/// Builds the enum of names and the list from one table, so that they cannot differ.
macro_rules! parameters {
    ($($name:ident $key:literal: $unit:ident, $defaults:expr, $min:literal to $max:literal, rules $rules:tt, $sureness:ident;
        from $from_da:literal / $from_en:literal;
        is $da:literal / $en:literal;)+) => {
        /// The name of a parameter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ParameterName { $(#[doc = $en] $name),+ }

        impl ParameterName {
            /// What is known about the parameter.
            #[must_use]
            pub const fn parameter(self) -> &'static Parameter {
                match self {
                    $(Self::$name => {
                        static PARAMETER: Parameter = Parameter {
                            name: ParameterName::$name,
                            key: $key,
                            unit: Unit::$unit,
                            defaults: $defaults,
                            min: $min,
                            max: $max,
                            rules: &$rules,
                            sureness: Sureness::$sureness,
                            reference_da: $from_da,
                            reference_en: $from_en,
                            description_da: $da,
                            description_en: $en,
                        };
                        &PARAMETER
                    })+
                }
            }

            /// The parameter with this key.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                PARAMETERS.iter().find(|parameter| parameter.key == key).map(|parameter| parameter.name)
            }
        }

        /// Every parameter, in the order of the rules that use it.
        pub static PARAMETERS: &[&Parameter] = &[$(ParameterName::$name.parameter()),+];
    };
}

/// One default under every framework agreement.
const fn all(value: u16) -> Defaults {
    Defaults { kl: value, rltn: value, none: value }
}

parameters! {
    MainCommittees "mainCommittees": Count, all(1), 1 to 9, rules [1], Seen;
        from "FH: Hovedudvalgets opgaver" / "FH (trade union confederation): tasks of the main committee";
        is "Antal aktive hovedudvalg hos myndigheden." / "Number of active main committees of the authority.";
    ViceChairs "viceChairs": Count, all(1), 0 to 5, rules [3], Seen;
        from "Aabenraa MED-FAQ; Frederikshavn, forretningsorden (lokale eksempler)" / "Aabenraa and Frederikshavn, rules of procedure (local examples)";
        is "Mindste antal næstformænd i et udvalg." / "Least number of vice-chairs of a committee.";
    TrGroupMin "trGroupMin": Employees, all(5), 1 to 50, rules [12], Seen;
        from "MED-rammeaftalen § 10, stk. 1" / "MED framework agreement § 10(1)";
        is "Antal ansatte i en overenskomstgruppe på en institution, fra hvilket gruppen vælger en tillidsrepræsentant." / "Employees of one agreement group in an institution from which the group elects a shop steward.";
    TrPerGroup "trPerGroup": Count, all(1), 1 to 9, rules [12], Seen;
        from "MED-rammeaftalen § 10, stk. 1" / "MED framework agreement § 10(1)";
        is "Antal tillidsrepræsentanter pr. overenskomstgruppe på en institution." / "Shop stewards per agreement group in an institution.";
    AmrTermMonths "amrTermMonths": Months, all(24), 12 to 48, rules [13], Seen;
        from "Fagforbund om valg af arbejdsmiljørepræsentant (3F, DDD, GLS-A)" / "Trade unions on the election of safety representatives (3F, DDD, GLS-A)";
        is "Valgperiode for arbejdsmiljørepræsentanter. En længere periode kan aftales." / "Term of safety representatives. A longer one may be agreed.";
    AmrTermMaxMonths "amrTermMaxMonths": Months, all(48), 12 to 48, rules [13], Seen;
        from "Fagforbund om valg af arbejdsmiljørepræsentant (3F, DDD, GLS-A)" / "Trade unions on the election of safety representatives (3F, DDD, GLS-A)";
        is "Længste valgperiode, der kan aftales for arbejdsmiljørepræsentanter." / "Longest term that may be agreed for safety representatives.";
    TermMonths "termMonths": Months, all(24), 6 to 72, rules [14], Seen;
        from "Hjørring, valg og udpegning (lokalt eksempel)" / "Hjørring, election and appointment (local example)";
        is "Valgperiode for medlemmer af MED-udvalg, når den lokale aftale ikke siger andet." / "Term of members of MED committees where the local agreement says nothing else.";
    VacancyNoticeDays "vacancyNoticeDays": Days, all(0), 0 to 365, rules [16], NotVerified;
        from "Medspils eget forslag; kilden (OS2mo) viser blot ledige pladser" / "A proposal of Medspil; the source (OS2mo) only shows vacancies";
        is "Antal dage, en plads må stå ledig, før den vises som ledig." / "Days that a seat may be empty before it is reported as vacant.";
    LocalCommitteeOverEmployees "localCommitteeOverEmployees": Employees, all(20), 1 to 500, rules [18], Seen;
        from "Nordfyns MED-aftale (lokalt eksempel)" / "Local agreement of Nordfyn (local example)";
        is "En arbejdsplads med flere ansatte end dette har et lokalt MED-udvalg; en mindre har personalemøde med MED-status." / "A workplace with more employees than this has a local committee; a smaller one has a staff meeting with MED status.";
    AmoFromEmployees "amoFromEmployees": Employees, all(10), 1 to 500, rules [19], Seen;
        from "Fagforbund om arbejdsmiljøorganisationen (3F, DDD, GLS-A)" / "Trade unions on the work environment organisation (3F, DDD, GLS-A)";
        is "Antal ansatte, fra hvilket der er en arbejdsmiljøorganisation i ét niveau." / "Employees from which there is a work environment organisation in one level.";
    AmoTwoLevelsFromEmployees "amoTwoLevelsFromEmployees": Employees, all(35), 1 to 500, rules [19], Seen;
        from "Fagforbund om arbejdsmiljøorganisationen (3F, DDD, GLS-A)" / "Trade unions on the work environment organisation (3F, DDD, GLS-A)";
        is "Antal ansatte, fra hvilket arbejdsmiljøorganisationen har to niveauer: grupper og udvalg." / "Employees from which the work environment organisation has two levels: groups and a committee.";
    LookBackMonths "lookBackMonths": Months, all(12), 1 to 120, rules [20, 21, 36, 37, 41, 42, 43, 47, 57], NotVerified;
        from "Medspils eget forslag" / "A proposal of Medspil";
        is "Hvor langt tilbage i udvalgenes arbejde, der ses efter afvigelser, fx sene dagsordener." / "How far back in the committees' work deviations are looked for, for example late agendas.";
    GuidelineNoticeMonths "guidelineNoticeMonths": Months, all(3), 3 to 24, rules [26], Seen;
        from "MED-rammeaftalen § 8; OAO: Spørgsmål og svar om retningslinjer" / "MED framework agreement § 8; OAO: questions and answers on guidelines";
        is "Korteste varsel for at opsige en almindelig retningslinje." / "Shortest notice to terminate an ordinary guideline.";
    ProceduralGuidelines "proceduralGuidelines": Count, Defaults { kl: 3, rltn: 4, none: 0 }, 0 to 12, rules [28, 29], Seen;
        from "MED-rammeaftalen § 8, stk. 3; OAO: Procedureretningslinjer" / "MED framework agreement § 8(3); OAO: procedural guidelines";
        is "Antal procedureretningslinjer, som hovedudvalget skal have: tre i kommuner, fire i regioner." / "Procedural guidelines that the main committee has to have: three in municipalities, four in regions.";
    WellbeingSurveyIntervalYears "wellbeingSurveyIntervalYears": Years, all(3), 1 to 10, rules [33], Seen;
        from "Aftale om trivsel og sundhed (FH, OAO)" / "Agreement on wellbeing and health (FH, OAO)";
        is "Længste tid mellem to trivselsmålinger." / "Longest time between two wellbeing surveys.";
    WorkplaceAssessmentIntervalYears "workplaceAssessmentIntervalYears": Years, all(3), 1 to 10, rules [33], Seen;
        from "Vejledning om arbejdspladsvurdering (EcoOnline)" / "Guidance on workplace assessment (EcoOnline)";
        is "Længste tid mellem to arbejdspladsvurderinger (APV)." / "Longest time between two workplace assessments (APV).";
    SicknessStatisticsIntervalMonths "sicknessStatisticsIntervalMonths": Months, all(12), 1 to 36, rules [34], Seen;
        from "Aftale om trivsel og sundhed (FH)" / "Agreement on wellbeing and health (FH)";
        is "Længste tid mellem to fremlæggelser af sygefraværsstatistik i institutionens udvalg." / "Longest time between two presentations of sickness statistics in the institution's committee.";
    BudgetMaterialDays "budgetMaterialDays": Days, all(14), 1 to 90, rules [36], Seen;
        from "MEDsamarbejdet: Procedureretningslinje for budget (anbefaling)" / "MEDsamarbejdet: procedural guideline for the budget (recommendation)";
        is "Antal dage før drøftelsen, hvor det skriftlige budgetmateriale skal være ude." / "Days before the discussion by which the written budget material is out.";
    BudgetReadings "budgetReadings": Count, all(2), 1 to 4, rules [36], NotVerified;
        from "Medspils forslag efter MEDsamarbejdet: Procedureretningslinje for budget" / "A proposal of Medspil after MEDsamarbejdet: procedural guideline for the budget";
        is "Antal behandlinger i byråd eller regionsråd, der hver har en MED-drøftelse før sig." / "Readings in the council that each have a MED discussion before them.";
    PoliticalMeetingIntervalMonths "politicalMeetingIntervalMonths": Months, all(12), 1 to 48, rules [37], NotVerified;
        from "FH: Hovedudvalgets opgaver; hyppigheden er ikke verificeret" / "FH: tasks of the main committee; the interval is not verified";
        is "Længste tid mellem hovedudvalgets møder med den politiske ledelse om budgettet." / "Longest time between the main committee's meetings with the political leadership about the budget.";
    StrategyIntervalYears "strategyIntervalYears": Years, all(2), 1 to 8, rules [40], NotVerified;
        from "FH: Hovedudvalgets opgaver; Hjørring bruger hvert 3. år; normen er ikke verificeret" / "FH: tasks of the main committee; Hjørring uses every third year; the norm is not verified";
        is "Længste tid mellem hovedudvalgets strategiske drøftelser." / "Longest time between the main committee's strategic discussions.";
    WorkEnvironmentDiscussionIntervalMonths "workEnvironmentDiscussionIntervalMonths": Months, all(12), 1 to 24, rules [41], Seen;
        from "Dansk Socialrådgiverforening: Den årlige arbejdsmiljødrøftelse" / "Danish Association of Social Workers: the annual work environment discussion";
        is "Længste tid mellem to arbejdsmiljødrøftelser." / "Longest time between two work environment discussions.";
    AdviceReplyWeeks "adviceReplyWeeks": Weeks, all(3), 1 to 12, rules [42], Seen;
        from "Dansk Socialrådgiverforening: Den årlige arbejdsmiljødrøftelse" / "Danish Association of Social Workers: the annual work environment discussion";
        is "Frist for ledelsens skriftlige begrundelse, når et råd fra arbejdsmiljøudvalget ikke følges." / "Time for management's written reason when it does not follow advice of the work environment committee.";
    MeetingsPerYear "meetingsPerYear": Count, all(4), 1 to 24, rules [43], Seen;
        from "Frederikshavn, forretningsorden (lokalt eksempel)" / "Frederikshavn, rules of procedure (local example)";
        is "Mindste antal ordinære møder om året." / "Least number of ordinary meetings a year.";
    ItemDays "itemDays": Days, all(14), 1 to 60, rules [43], Seen;
        from "Frederikshavn, forretningsorden (lokalt eksempel)" / "Frederikshavn, rules of procedure (local example)";
        is "Antal dage før mødet, hvor punkter skal være meldt ind." / "Days before the meeting by which items have to be in.";
    AgendaDays "agendaDays": Days, all(7), 1 to 60, rules [43, 50], Seen;
        from "Frederikshavn, forretningsorden (lokalt eksempel)" / "Frederikshavn, rules of procedure (local example)";
        is "Antal dage før mødet, hvor dagsordenen skal være ude, så baglandet kan nå at blive hørt." / "Days before the meeting by which the agenda is out, so that there is time to ask the constituency.";
    BreachRemedyMonths "breachRemedyMonths": Months, all(1), 1 to 6, rules [45], Seen;
        from "MED-rammeaftalen § 21 (KL), § 20 (regioner)" / "MED framework agreement § 21 (KL), § 20 (regions)";
        is "Ledelsens frist for at rette op på brud på den særlige informationspligt." / "Management's time to remedy a breach of the special duty to inform.";
    TrainingDays "trainingDays": Days, all(2), 1 to 10, rules [51], Seen;
        from "PUF: MED-grunduddannelsen" / "PUF: basic MED training";
        is "Længden af MED-grunduddannelsen." / "Length of the basic MED training.";
    TrainingWithinMonths "trainingWithinMonths": Months, all(12), 1 to 36, rules [51], Seen;
        from "København, Børne- og Ungdomsforvaltningen (lokalt eksempel)" / "Copenhagen, Children and Youth Administration (local example)";
        is "Frist efter mandatets start for at have taget MED-grunduddannelsen." / "Time from the start of a mandate to have taken the basic MED training.";
    SpanSmallMax "spanSmallMax": Employees, all(11), 1 to 200, rules [53], Seen;
        from "Lederweb og DSSnet om ledelsesspænd (undersøgelse af dagtilbud)" / "Lederweb and DSSnet on span of control (study of day care)";
        is "Største ledelsesspænd i klassen lille." / "Greatest span of control in the class small.";
    SpanMediumMax "spanMediumMax": Employees, all(20), 1 to 200, rules [53], Seen;
        from "Lederweb og DSSnet om ledelsesspænd (undersøgelse af dagtilbud)" / "Lederweb and DSSnet on span of control (study of day care)";
        is "Største ledelsesspænd i klassen mellem; derover er det stort." / "Greatest span of control in the class medium; above it is large.";
    SpanFlagOver "spanFlagOver": Employees, all(30), 1 to 500, rules [53], Seen;
        from "Lederweb og DSSnet om ledelsesspænd" / "Lederweb and DSSnet on span of control";
        is "Et ledelsesspænd over dette markeres." / "A span of control above this is flagged.";
    MinGroup "minGroup": Answers, all(5), 3 to 50, rules [54], NotVerified;
        from "Kilden (NFA) siger blot, at svar ikke må kunne genkendes; tallet er ikke verificeret" / "The source (NFA) only says that answers must not be recognisable; the number is not verified";
        is "Mindste gruppe, som en statistik vises for." / "Smallest group for which a statistic is shown.";
    MinGroupFreeText "minGroupFreeText": Answers, all(10), 3 to 100, rules [54], NotVerified;
        from "Medspils eget forslag" / "A proposal of Medspil";
        is "Mindste gruppe, som svar i fri tekst vises for." / "Smallest group for which answers in free text are shown.";
    BarrierTriageDays "barrierTriageDays": Days, all(30), 1 to 365, rules [57], NotVerified;
        from "Medspils eget forslag; ikke en regel i aftalerne" / "A proposal of Medspil; no rule of the agreements";
        is "Frist for, at udvalget vurderer en barriere for kerneopgaven, der er meldt." / "Time for the committee to look at a barrier to the core task that was reported.";
}
