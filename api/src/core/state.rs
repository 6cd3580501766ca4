//! State machines as data: which move leads from which states to which. One table per type, in its `rules`.
//! A wrong move is a user error that lists the moves that are open.

use std::fmt::Debug;

use super::{Error, Result, UserErrorCode};

/// One move: its name, where it may start and where it ends.
#[derive(Clone, Copy, Debug)]
pub struct Move<S: 'static> {
    /// The name that users see; also the last word of its mutation.
    pub name: &'static str,
    /// The states in which the move is open.
    pub from: &'static [S],
    /// The state that it leads to.
    pub to: S,
}

/// All moves of one type.
#[derive(Clone, Copy, Debug)]
pub struct Machine<S: 'static> {
    /// The moves, each named once.
    pub moves: &'static [Move<S>],
}

impl<S: Copy + PartialEq + Debug> Machine<S> {
    /// The state after a move, or a user error that lists the moves that are open.
    pub fn step(&self, state: S, name: &str) -> Result<S> {
        if let Some(step) = self.moves.iter().find(|step| step.name == name && step.from.contains(&state)) {
            return Ok(step.to);
        }
        let open = self.open(state).join(", ");
        let (da, en) = if open.is_empty() { ("ingen", "none") } else { (open.as_str(), open.as_str()) };
        Err(Error::user(
            UserErrorCode::InvalidState,
            "",
            format!("\u{201c}{name}\u{201d} kan ikke ske fra tilstanden {state:?}. Mulige: {da}."),
            format!("\u{201c}{name}\u{201d} is not possible in state {state:?}. Possible: {en}."),
        ))
    }

    /// The names of the moves that are open in a state.
    pub fn open(&self, state: S) -> Vec<&'static str> {
        self.moves.iter().filter(|step| step.from.contains(&state)).map(|step| step.name).collect()
    }
}
