//! The list of checks, as data: code, severity, rule number, how sure we are, where the rule comes from, what it
//! says. A code is a promise to clients: it may be added to, never renamed. A new check is one entry here.

use crate::{
    core::{Text, rule_set::Sureness},
    finding::Severity,
};

/// What is known about one check.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The spelling outside.
    pub name: &'static str,
    /// How much a finding matters.
    pub severity: Severity,
    /// The number of the rule in the list of checkable rules.
    pub rule: u8,
    /// How sure we are of the rule and its reference.
    pub sureness: Sureness,
    /// Where the rule comes from, in Danish.
    pub reference_da: &'static str,
    /// Where the rule comes from, in English.
    pub reference_en: &'static str,
    /// What a finding says, in Danish.
    pub label_da: &'static str,
    /// What a finding says, in English.
    pub label_en: &'static str,
}

/// Hands the table to a macro, so that the edge can build its own enum from the same lines.
/// Each entry: name, spelling, severity, rule number, how sure; then where the rule comes from and what a finding
/// says, each in Danish / English.
macro_rules! with_finding_codes {
    ($build:ident) => {
        $build! {
            CommitteesNotRecorded "COMMITTEES_NOT_RECORDED": Info, rule 1, Seen;
                from "FH: Hovedudvalgets opgaver" / "FH (trade union confederation): tasks of the main committee";
                is "Myndigheden har ingen aktive udvalg registreret, så reglerne kan ikke vurderes." / "No active committee of the authority is recorded, so that the rules cannot be judged.";
            MainCommitteeMissing "MAIN_COMMITTEE_MISSING": Error, rule 1, Seen;
                from "FH: Hovedudvalgets opgaver" / "FH (trade union confederation): tasks of the main committee";
                is "Myndigheden mangler et aktivt hovedudvalg." / "The authority lacks an active main committee.";
            MainCommitteeSurplus "MAIN_COMMITTEE_SURPLUS": Error, rule 1, Seen;
                from "FH: Hovedudvalgets opgaver" / "FH (trade union confederation): tasks of the main committee";
                is "Myndigheden har for mange aktive hovedudvalg." / "The authority has too many active main committees.";
            ChairMissing "CHAIR_MISSING": Error, rule 2, NotVerified;
                from "MED-rammeaftalen § 4; Aabenraa MED-FAQ" / "MED framework agreement § 4; Aabenraa MED FAQ";
                is "Udvalget har ingen formand." / "The committee has no chair.";
            ChairWrongSide "CHAIR_WRONG_SIDE": Error, rule 2, NotVerified;
                from "MED-rammeaftalen § 4; Aabenraa MED-FAQ" / "MED framework agreement § 4; Aabenraa MED FAQ";
                is "Formanden sidder ikke for ledelsen." / "The chair does not sit for management.";
            ChairNotCompetent "CHAIR_NOT_COMPETENT": Error, rule 2, NotVerified;
                from "MED-rammeaftalen § 4; Aabenraa MED-FAQ" / "MED framework agreement § 4; Aabenraa MED FAQ";
                is "Formanden leder hverken en enhed, som udvalget dækker, eller en enhed over den." / "The chair leads neither a unit that the committee covers nor a unit above it.";
            TwoChairs "TWO_CHAIRS": Error, rule 2, NotVerified;
                from "Medspils egen kontrol" / "Medspil's own check";
                is "Udvalget har mere end én formand på samme tid." / "The committee has more than one chair at a time.";
            ViceChairMissing "VICE_CHAIR_MISSING": Error, rule 3, Seen;
                from "Aabenraa MED-FAQ; Frederikshavn, forretningsorden (lokale eksempler)" / "Aabenraa and Frederikshavn, rules of procedure (local examples)";
                is "Udvalget mangler en næstformand." / "The committee lacks a vice-chair.";
            ViceChairWrongSide "VICE_CHAIR_WRONG_SIDE": Error, rule 3, Seen;
                from "Aabenraa MED-FAQ; Frederikshavn, forretningsorden (lokale eksempler)" / "Aabenraa and Frederikshavn, rules of procedure (local examples)";
                is "Næstformanden sidder ikke for medarbejderne." / "The vice-chair does not sit for the employees.";
            MainChairNotTopLeader "MAIN_CHAIR_NOT_TOP_LEADER": Warning, rule 4, NotVerified;
                from "Praksis i Aabenraa og Hjørring; normen er ikke verificeret" / "Practice in Aabenraa and Hjørring; the norm is not verified";
                is "Hovedudvalgets formand er ikke den øverste administrative leder." / "The chair of the main committee is not the top administrative leader.";
            SidesUnequal "SIDES_UNEQUAL": Info, rule 5, Seen;
                from "Aabenraa, Gladsaxe og Hjørring (lokale eksempler)" / "Aabenraa, Gladsaxe and Hjørring (local examples)";
                is "De to sider har ikke lige mange pladser. Det er ikke et krav." / "The two sides do not have the same number of seats. That is not required.";
            PersonOnBothSides "PERSON_ON_BOTH_SIDES": Error, rule 5, NotVerified;
                from "Medspils egen kontrol" / "Medspil's own check";
                is "Samme person sidder for begge sider i samme udvalg." / "The same person sits for both sides of one committee.";
            ElectoralGroupWithoutSeat "ELECTORAL_GROUP_WITHOUT_SEAT": Warning, rule 6, Seen;
                from "MED-rammeaftalen § 4, stk. 5" / "MED framework agreement § 4(5)";
                is "En valggruppe har pladser i udvalgene nedenunder, men ikke i udvalget selv." / "An electoral group has seats in the committees below but not in the committee itself.";
            EmployeeOutsideArea "EMPLOYEE_OUTSIDE_AREA": Error, rule 8, Seen;
                from "FH: Valg af medarbejderrepræsentanter" / "FH (trade union confederation): election of employee representatives";
                is "En medarbejderrepræsentant er ikke ansat inden for udvalgets område." / "An employee representative is not employed inside the committee's area.";
            AmrSeatOtherMethod "AMR_SEAT_OTHER_METHOD": Warning, rule 10, Seen;
                from "FH: Udpegning til MED-hovedudvalg" / "FH (trade union confederation): appointment to the main committee";
                is "En plads for arbejdsmiljørepræsentanter i hovedudvalget er ikke besat ved valg af og blandt dem." / "A seat of safety representatives in the main committee was not filled by and among them.";
            MainSeatOtherMethod "MAIN_SEAT_OTHER_METHOD": Info, rule 11, Seen;
                from "FH: Udpegning til MED-hovedudvalg" / "FH (trade union confederation): appointment to the main committee";
                is "En medarbejderplads i hovedudvalget er ikke besat ved udpegning fra en valggruppe." / "An employee seat in the main committee was not filled by appointment of an electoral group.";
            MainSeatWithoutGroup "MAIN_SEAT_WITHOUT_GROUP": Info, rule 11, Seen;
                from "FH: Udpegning til MED-hovedudvalg" / "FH (trade union confederation): appointment to the main committee";
                is "En medarbejderplads i hovedudvalget er ikke knyttet til en valggruppe." / "An employee seat in the main committee belongs to no electoral group.";
            AmrTermOverMaximum "AMR_TERM_OVER_MAXIMUM": Error, rule 13, Seen;
                from "Fagforbund om valg af arbejdsmiljørepræsentant (3F, DDD, GLS-A)" / "Trade unions on the election of safety representatives (3F, DDD, GLS-A)";
                is "En arbejdsmiljørepræsentants valgperiode er længere, end den må aftales." / "The term of a safety representative is longer than may be agreed.";
            AmrTermOverAgreed "AMR_TERM_OVER_AGREED": Warning, rule 13, Seen;
                from "Fagforbund om valg af arbejdsmiljørepræsentant (3F, DDD, GLS-A)" / "Trade unions on the election of safety representatives (3F, DDD, GLS-A)";
                is "En arbejdsmiljørepræsentants valgperiode er længere end den aftalte." / "The term of a safety representative is longer than agreed.";
            TermTooLong "TERM_TOO_LONG": Warning, rule 14, Seen;
                from "Den lokale MED-aftale; standard efter Hjørring (lokalt eksempel)" / "The local MED agreement; default after Hjørring (local example)";
                is "Et mandat er givet for længere tid end valgperioden." / "A mandate was given for longer than the term.";
            TermOverrun "TERM_OVERRUN": Warning, rule 14, Seen;
                from "Den lokale MED-aftale; standard efter Hjørring (lokalt eksempel)" / "The local MED agreement; default after Hjørring (local example)";
                is "Et mandat uden slutdato har varet længere end valgperioden." / "A mandate without an end date has lasted longer than the term.";
            MandateAfterEmployment "MANDATE_AFTER_EMPLOYMENT": Error, rule 15, NotVerified;
                from "Hjørring, valg og udpegning (lokalt eksempel); den generelle norm er ikke verificeret" / "Hjørring, election and appointment (local example); the general norm is not verified";
                is "Et mandat fortsætter, selv om ansættelsen er ophørt." / "A mandate goes on although the employment has ended.";
            MandateAfterAreaLeft "MANDATE_AFTER_AREA_LEFT": Error, rule 15, NotVerified;
                from "Hjørring, valg og udpegning (lokalt eksempel); den generelle norm er ikke verificeret" / "Hjørring, election and appointment (local example); the general norm is not verified";
                is "Et mandat fortsætter, selv om medarbejderen har forladt udvalgets område." / "A mandate goes on although the employee has left the committee's area.";
            AlternateWithoutHolder "ALTERNATE_WITHOUT_HOLDER": Warning, rule 15, NotVerified;
                from "Hjørring, valg og udpegning (lokalt eksempel); Medspils egen kontrol" / "Hjørring, election and appointment (local example); Medspil's own check";
                is "En suppleant er suppleant for et mandat, der er ophørt, og fungerer ikke." / "An alternate stands in for a mandate that has ended, and does not act.";
            AlternateNotActing "ALTERNATE_NOT_ACTING": Info, rule 15, NotVerified;
                from "Medspils egen kontrol" / "Medspil's own check";
                is "Et medlem er på orlov, og ingen suppleant fungerer." / "A member is on leave and no alternate acts.";
            SeatVacant "SEAT_VACANT": Info, rule 16, Seen;
                from "OS2mo: ledige pladser i MED-organisationen" / "OS2mo: vacancies in the MED organisation";
                is "En plads er ledig." / "A seat is vacant.";
            ParentMissing "PARENT_MISSING": Warning, rule 17, Seen;
                from "MED-rammeaftalen § 5; OAO: Drøftelse på rette MED-niveau" / "MED framework agreement § 5; OAO: discussion at the right MED level";
                is "Udvalget har intet udvalg over sig." / "The committee has no committee above it.";
            ParentNotActive "PARENT_NOT_ACTIVE": Warning, rule 17, Seen;
                from "MED-rammeaftalen § 5; OAO: Drøftelse på rette MED-niveau" / "MED framework agreement § 5; OAO: discussion at the right MED level";
                is "Udvalget over dette udvalg er ikke aktivt." / "The committee above this one is not active.";
            CommitteeWithoutUnit "COMMITTEE_WITHOUT_UNIT": Warning, rule 17, Seen;
                from "MED-rammeaftalen § 5; OAO: Drøftelse på rette MED-niveau" / "MED framework agreement § 5; OAO: discussion at the right MED level";
                is "Udvalget dækker ingen enhed." / "The committee covers no unit.";
            CommitteeWithoutLeader "COMMITTEE_WITHOUT_LEADER": Warning, rule 17, Seen;
                from "MED-rammeaftalen § 5; OAO: Drøftelse på rette MED-niveau" / "MED framework agreement § 5; OAO: discussion at the right MED level";
                is "Ingen af de enheder, som udvalget dækker, har en leder." / "None of the units that the committee covers has a leader.";
            OutsideParentArea "OUTSIDE_PARENT_AREA": Warning, rule 17, Seen;
                from "MED-rammeaftalen § 5; OAO: Drøftelse på rette MED-niveau" / "MED framework agreement § 5; OAO: discussion at the right MED level";
                is "Udvalget dækker en enhed, som udvalget over det ikke dækker." / "The committee covers a unit that the committee above it does not cover.";
            WorkplaceWithoutCommittee "WORKPLACE_WITHOUT_COMMITTEE": Warning, rule 18, Seen;
                from "Nordfyns MED-aftale (lokalt eksempel)" / "Local agreement of Nordfyn (local example)";
                is "En arbejdsplads er stor nok til et lokalt udvalg, men har hverken udvalg eller personalemøde med MED-status." / "A workplace is large enough for a local committee but has neither a committee nor a staff meeting with MED status.";
            SmallWorkplaceWithoutForum "SMALL_WORKPLACE_WITHOUT_FORUM": Info, rule 18, Seen;
                from "Nordfyns MED-aftale (lokalt eksempel)" / "Local agreement of Nordfyn (local example)";
                is "En mindre arbejdsplads har hverken udvalg eller personalemøde med MED-status." / "A smaller workplace has neither a committee nor a staff meeting with MED status.";
            AmoMissing "AMO_MISSING": Warning, rule 19, Seen;
                from "Fagforbund om arbejdsmiljøorganisationen (3F, DDD, GLS-A)" / "Trade unions on the work environment organisation (3F, DDD, GLS-A)";
                is "Ingen udvalg eller grupper varetager arbejdsmiljøet." / "No committee or group does the work-environment tasks.";
            AmoOneLevel "AMO_ONE_LEVEL": Warning, rule 19, Seen;
                from "Fagforbund om arbejdsmiljøorganisationen (3F, DDD, GLS-A)" / "Trade unions on the work environment organisation (3F, DDD, GLS-A)";
                is "Arbejdsmiljøorganisationen har kun ét niveau." / "The work environment organisation has only one level.";
            ForwardedAnswerOverdue "FORWARDED_ANSWER_OVERDUE": Warning, rule 20, NotVerified;
                from "MED-rammeaftalen § 5; OAO: Drøftelse på rette MED-niveau; fristen er udvalgenes egen" / "MED framework agreement § 5; OAO: discussion at the right MED level; the date is the committees' own";
                is "Et punkt, som et andet udvalg har sendt videre, er ikke besvaret inden fristen." / "An item that another committee sent on was not answered in time.";
            DecisionBeforeDiscussion "DECISION_BEFORE_DISCUSSION": Error, rule 21, Seen;
                from "MED-rammeaftalen § 7; FH: Information og drøftelse" / "MED framework agreement § 7; FH (trade union confederation): information and discussion";
                is "En beslutning er truffet, før sagen blev drøftet." / "A decision was made before its matter was discussed.";
            DecisionWithoutDiscussion "DECISION_WITHOUT_DISCUSSION": Warning, rule 21, Seen;
                from "MED-rammeaftalen § 7; FH: Information og drøftelse" / "MED framework agreement § 7; FH (trade union confederation): information and discussion";
                is "En beslutning gælder en sag, som ikke er drøftet." / "A decision is about a matter that was not discussed.";
            GuidelineWithoutBothSides "GUIDELINE_WITHOUT_BOTH_SIDES": Error, rule 24, Seen;
                from "MED-rammeaftalen § 8; MEDsamarbejdet: Retningslinjer" / "MED framework agreement § 8; MEDsamarbejdet: guidelines";
                is "En retningslinje er i kraft uden begge siders bekræftelse." / "A guideline is in force without the confirmation of both sides.";
            GuidelineNoticeTooShort "GUIDELINE_NOTICE_TOO_SHORT": Error, rule 26, Seen;
                from "MED-rammeaftalen § 8; OAO: Spørgsmål og svar om retningslinjer" / "MED framework agreement § 8; OAO: questions and answers on guidelines";
                is "En retningslinje er opsagt med for kort varsel." / "Notice of a guideline was too short.";
            ProceduralGuidelinesMissing "PROCEDURAL_GUIDELINES_MISSING": Error, rule 28, Seen;
                from "MED-rammeaftalen (KL) § 8, stk. 3; OAO: Procedureretningslinjer" / "MED framework agreement (KL) § 8(3); OAO: procedural guidelines";
                is "Kommunens hovedudvalg mangler procedureretningslinjer." / "The main committee of a municipality lacks procedural guidelines.";
            RegionalProceduralGuidelinesMissing "REGIONAL_PROCEDURAL_GUIDELINES_MISSING": Error, rule 29, Seen;
                from "MED-rammeaftalen (regioner) § 8; OAO: Procedureretningslinjer" / "MED framework agreement (regions) § 8; OAO: procedural guidelines";
                is "Regionens hovedudvalg mangler procedureretningslinjer." / "The main committee of a region lacks procedural guidelines.";
            WellbeingGuidelinesMissing "WELLBEING_GUIDELINES_MISSING": Warning, rule 32, Seen;
                from "Aftale om trivsel og sundhed (FH)" / "Agreement on wellbeing and health (FH)";
                is "Hovedudvalget mangler retningslinjer om trivselsmåling eller sundhed." / "The main committee lacks guidelines on wellbeing surveys or health.";
            WellbeingSurveyOverdue "WELLBEING_SURVEY_OVERDUE": Warning, rule 33, Seen;
                from "Aftale om trivsel og sundhed (FH, OAO)" / "Agreement on wellbeing and health (FH, OAO)";
                is "Trivselsmålingen er ikke lavet til tiden." / "The wellbeing survey was not made in time.";
            WorkplaceAssessmentOverdue "WORKPLACE_ASSESSMENT_OVERDUE": Warning, rule 33, Seen;
                from "Vejledning om arbejdspladsvurdering (EcoOnline)" / "Guidance on workplace assessment (EcoOnline)";
                is "Arbejdspladsvurderingen (APV) er ikke lavet til tiden." / "The workplace assessment (APV) was not made in time.";
            SicknessStatisticsOverdue "SICKNESS_STATISTICS_OVERDUE": Warning, rule 34, Seen;
                from "Aftale om trivsel og sundhed (FH)" / "Agreement on wellbeing and health (FH)";
                is "Sygefraværsstatistikken er ikke gennemgået til tiden." / "The sickness statistics were not reviewed in time.";
            BudgetConsequencesOverdue "BUDGET_CONSEQUENCES_OVERDUE": Warning, rule 35, Seen;
                from "FH: Hovedudvalgets opgaver" / "FH (trade union confederation): tasks of the main committee";
                is "Budgettets konsekvenser for arbejde og personale er ikke drøftet til tiden." / "The budget's consequences for work and staff were not discussed in time.";
            BudgetDiscussionMissing "BUDGET_DISCUSSION_MISSING": Warning, rule 36, Seen;
                from "MEDsamarbejdet: Procedureretningslinje for budget (anbefaling)" / "MEDsamarbejdet: procedural guideline for the budget (recommendation)";
                is "Hovedudvalget drøftede ikke budgettet før en behandling." / "The main committee did not discuss the budget before a reading.";
            BudgetMaterialLate "BUDGET_MATERIAL_LATE": Warning, rule 36, Seen;
                from "MEDsamarbejdet: Procedureretningslinje for budget (anbefaling)" / "MEDsamarbejdet: procedural guideline for the budget (recommendation)";
                is "Budgetmaterialet kom for sent." / "The budget material came too late.";
            PoliticalDialogueOverdue "POLITICAL_DIALOGUE_OVERDUE": Warning, rule 37, NotVerified;
                from "FH: Hovedudvalgets opgaver; hyppigheden er ikke verificeret" / "FH: tasks of the main committee; the interval is not verified";
                is "Mødet med den politiske ledelse er ikke holdt til tiden." / "The meeting with the political leadership was not held in time.";
            BudgetWithoutDialogue "BUDGET_WITHOUT_DIALOGUE": Warning, rule 37, NotVerified;
                from "FH: Hovedudvalgets opgaver; hyppigheden er ikke verificeret" / "FH: tasks of the main committee; the interval is not verified";
                is "Et budget er vedtaget uden et møde med den politiske ledelse." / "A budget was adopted without a meeting with the political leadership.";
            StrategyDiscussionOverdue "STRATEGY_DISCUSSION_OVERDUE": Warning, rule 40, NotVerified;
                from "FH: Hovedudvalgets opgaver; normen er ikke verificeret" / "FH: tasks of the main committee; the norm is not verified";
                is "Den strategiske drøftelse er ikke holdt til tiden." / "The strategic discussion was not held in time.";
            StrategyPlanMissing "STRATEGY_PLAN_MISSING": Warning, rule 40, NotVerified;
                from "FH: Hovedudvalgets opgaver; normen er ikke verificeret" / "FH: tasks of the main committee; the norm is not verified";
                is "Hovedudvalget har ingen strategisk plan for tiden nu." / "The main committee has no strategy plan for the present.";
            WorkEnvironmentDiscussionOverdue "WORK_ENVIRONMENT_DISCUSSION_OVERDUE": Error, rule 41, Seen;
                from "Arbejdsmiljøloven; Dansk Socialrådgiverforening: Den årlige arbejdsmiljødrøftelse" / "Working Environment Act; Danish Association of Social Workers: the annual work environment discussion";
                is "Den årlige arbejdsmiljødrøftelse er ikke holdt til tiden." / "The annual work environment discussion was not held in time.";
            AdviceReplyOverdue "ADVICE_REPLY_OVERDUE": Warning, rule 42, Seen;
                from "Dansk Socialrådgiverforening: Den årlige arbejdsmiljødrøftelse" / "Danish Association of Social Workers: the annual work environment discussion";
                is "Ledelsen har ikke inden fristen begrundet, at den ikke følger udvalgets råd." / "Management did not give its reasons in time for not following the committee's advice.";
            AgendaLate "AGENDA_LATE": Warning, rule 43, Seen;
                from "Frederikshavn, forretningsorden (lokalt eksempel)" / "Frederikshavn, rules of procedure (local example)";
                is "Dagsordenen kom ikke ud til tiden." / "The agenda did not come out in time.";
            MeetingsTooFew "MEETINGS_TOO_FEW": Warning, rule 43, Seen;
                from "Frederikshavn, forretningsorden (lokalt eksempel)" / "Frederikshavn, rules of procedure (local example)";
                is "Udvalget har færre møder i året end aftalt." / "The committee has fewer meetings in the year than agreed.";
            MinutesNotAdopted "MINUTES_NOT_ADOPTED": Warning, rule 43, Seen;
                from "Frederikshavn, forretningsorden (lokalt eksempel)" / "Frederikshavn, rules of procedure (local example)";
                is "Et referat er ikke godkendt på det følgende møde." / "Minutes were not adopted at the next meeting.";
            WheelTaskOverdue "WHEEL_TASK_OVERDUE": Warning, rule 43, NotVerified;
                from "Udvalgets eget årshjul; se reglens nummer" / "The committee's own annual wheel; see the number of the rule";
                is "En opgave i årshjulet er ikke færdig til tiden." / "A task of the annual wheel was not done in time.";
            InformationBreachOverdue "INFORMATION_BREACH_OVERDUE": Error, rule 45, Seen;
                from "MED-rammeaftalen § 21 (KL), § 20 (regioner)" / "MED framework agreement § 21 (KL), § 20 (regions)";
                is "Et brud på informationspligten er ikke rettet op inden fristen." / "A breach of the duty to inform was not remedied in time.";
            DisagreementOverdue "DISAGREEMENT_OVERDUE": Warning, rule 47, NotVerified;
                from "MED-rammeaftalen § 22 (KL), § 21 (regioner); fristen er parternes egen" / "MED framework agreement § 22 (KL), § 21 (regions); the date is the parties' own";
                is "En uenighed er ikke besvaret inden fristen." / "A disagreement was not answered in time.";
            BarrierNotTriaged "BARRIER_NOT_TRIAGED": Warning, rule 57, NotVerified;
                from "Medspils eget forslag; ikke en regel i aftalerne" / "A proposal of Medspil; no rule of the agreements";
                is "Udvalget har ikke vurderet en barriere for kerneopgaven inden fristen." / "The committee did not look at a barrier to the core task in time.";
            DevelopmentSpaceExpired "DEVELOPMENT_SPACE_EXPIRED": Warning, rule 58, NotVerified;
                from "Medspils egen kontrol; fristen er udviklingsrummets egen" / "Medspil's own check; the date is the development space's own";
                is "Et udviklingsrum er udløbet og ikke lukket." / "A development space has expired and was not closed.";
        }
    };
}
pub(crate) use with_finding_codes;

/// Builds the enum and its facts from one table, so that they cannot differ.
macro_rules! codes {
    ($($code:ident $name:literal: $severity:ident, rule $rule:literal, $sureness:ident;
        from $from_da:literal / $from_en:literal;
        is $da:literal / $en:literal;)+) => {
        /// Which check made a finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FindingCode { $(#[doc = $en] $code),+ }

        impl FindingCode {
            /// Every code, in the order of the rules.
            pub const ALL: &[Self] = &[$(Self::$code),+];

            /// What is known about the check.
            #[must_use]
            pub const fn about(self) -> &'static About {
                match self {
                    $(Self::$code => {
                        static ABOUT: About = About {
                            name: $name,
                            severity: Severity::$severity,
                            rule: $rule,
                            sureness: Sureness::$sureness,
                            reference_da: $from_da,
                            reference_en: $from_en,
                            label_da: $da,
                            label_en: $en,
                        };
                        &ABOUT
                    })+
                }
            }
        }
    };
}

impl FindingCode {
    /// The spelling outside.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.about().name
    }

    /// What a finding of this code says, without names and numbers.
    #[must_use]
    pub fn label(self) -> Text {
        Text::new(self.about().label_da, self.about().label_en)
    }
}

self::with_finding_codes!(codes);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_whole_and_named_once() {
        for (at, &code) in FindingCode::ALL.iter().enumerate() {
            let about = code.about();
            let words = about.name.split('_').map(str::to_lowercase).collect::<String>();
            assert_eq!(words, format!("{code:?}").to_lowercase());
            // 57 and 58 are the product's own: the rules of the agreements end at 56.
            assert!((1..=58).contains(&about.rule), "{code:?}");
            for text in [code.label(), Text::new(about.reference_da, about.reference_en)] {
                assert!(!text.da.is_empty() && !text.en.is_empty() && text.da != text.en, "{code:?}");
            }
            assert!(
                FindingCode::ALL[at + 1..].iter().all(|other| other.as_str() != code.as_str()),
                "{code:?}"
            );
            assert!(
                FindingCode::ALL[at + 1..].iter().all(|other| other.about().rule >= about.rule),
                "{code:?}"
            );
        }
    }
}
