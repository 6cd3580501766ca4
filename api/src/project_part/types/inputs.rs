//! The enumerations of the parts of development projects.

use crate::graphql::enums::gql_enum;

gql_enum! {
    /// Who beside the authority that recorded it may read a part of a development project. Danish: deling.
    ProjectSharing = "entity::problem_statement::Sharing" {
        /// Nobody.
        Own = "OWN": "Kun egen myndighed" | "Own authority only",
        /// The authorities that take part in the project.
        Partners = "PARTNERS": "Deltagende myndigheder" | "Participating authorities",
        /// Everybody who may read the project.
        Project = "PROJECT": "Som projektet" | "As the project",
    }
}

gql_enum! {
    /// What is tried. Danish: afprøvning af.
    TrialKind = "entity::trial::TrialKind" {
        /// A technology (teknologi).
        Technology = "TECHNOLOGY": "Teknologi" | "Technology",
        /// A way of working (arbejdsform).
        WorkPractice = "WORK_PRACTICE": "Arbejdsform" | "Way of working",
    }
}

gql_enum! {
    /// Where a technology is used. Danish: område.
    TrialArea = "entity::trial::TrialArea" {
        /// In the administration (administration).
        Administration = "ADMINISTRATION": "Administration" | "Administration",
        /// In the service to citizens (serviceproduktion).
        Service = "SERVICE": "Serviceproduktion" | "Service",
    }
}

gql_enum! {
    /// What came of a trial. Danish: udfald.
    TrialVerdict = "entity::trial::Verdict" {
        /// It goes on.
        Go = "GO": "Fortsæt" | "Go",
        /// It does not.
        NoGo = "NO_GO": "Stop" | "No go",
        /// It is changed and tried again.
        Adapt = "ADAPT": "Tilpas" | "Adapt",
    }
}

gql_enum! {
    /// What kind of lesson. Danish: læring.
    LessonKind = "entity::lesson::LessonKind" {
        /// Something that helped (drivkraft).
        Driver = "DRIVER": "Drivkraft" | "Driver",
        /// Something that stood in the way (barriere).
        Barrier = "BARRIER": "Barriere" | "Barrier",
        /// Something that did not work (fejltagelse).
        Failure = "FAILURE": "Fejltagelse" | "Failure",
        /// Something that is worth doing again (god praksis).
        Practice = "PRACTICE": "God praksis" | "Good practice",
    }
}
