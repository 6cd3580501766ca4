//! Erasure in GraphQL.

use crate::graphql::enums::gql_enum;

gql_enum! {
    /// Why a person is anonymised. Danish: sletningsgrundlag.
    ErasureGround = "entity::erased::ErasureGround" {
        /// The time for which the authority keeps former staff is over (opbevaringsfristen er udløbet).
        Retention = "RETENTION": "Opbevaringsfristen er udløbet" | "The time of retention is over",
        /// The person asked and has the right to it (GDPR article 17; retten til sletning).
        ErasureRequest = "ERASURE_REQUEST": "Anmodning om sletning" | "Request for erasure",
        /// The person should never have been recorded (GDPR article 5(1)(d); registreret ved en fejl).
        RecordedInError = "RECORDED_IN_ERROR": "Registreret ved en fejl" | "Recorded in error",
    }
}
