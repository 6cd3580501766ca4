//! Lists of ids in statements, in few lengths. A statement is prepared once for each text of it, and a connection keeps
//! only so many prepared ones: a list of ids is filled up to the next power of two, with its last one again.

use uuid::Uuid;

/// The ids for an `IN` of a statement.
pub fn padded(ids: &[Uuid]) -> impl Iterator<Item = Uuid> {
    let last = ids.last().copied();
    let missing = ids.len().next_power_of_two() - ids.len();
    ids.iter().copied().chain(last.into_iter().flat_map(move |last| std::iter::repeat_n(last, missing)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_filled_to_a_power_of_two_with_its_last_id() {
        for (given, wanted) in [(0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (20, 32), (64, 64), (65, 128)] {
            let ids: Vec<Uuid> = (0..given).map(Uuid::from_u128).collect();
            let filled: Vec<Uuid> = padded(&ids).collect();
            assert_eq!(filled.len(), wanted);
            assert!(filled.starts_with(&ids) && filled.iter().all(|id| ids.contains(id)));
        }
    }
}
