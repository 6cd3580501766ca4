//! The figures of a selection set, and what a field returns. All sums saturate.

/// What a selection set comes to.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    /// Fields at its top, fragments opened.
    pub(super) fields: u64,
    /// Everything selected below, fragments opened.
    pub(super) selections: u64,
    /// Fields inside each other.
    pub(super) depth: u64,
    /// Selection sets, inline fragments and spreads inside each other.
    pub(super) levels: u64,
    /// Weight of arguments.
    pub(super) values: u64,
    /// Tenths of objects.
    pub(super) cost: u64,
    /// Tenths of objects for each row, when this is the inside of a connection.
    pub(super) cost_per_row: u64,
    /// Tenths of objects in introspection.
    pub(super) introspection: u64,
    /// Introspection lists inside each other.
    pub(super) lists: u64,
}

impl Sum {
    pub(super) fn add(self, other: Self) -> Self {
        Self {
            fields: self.fields.saturating_add(other.fields),
            selections: self.selections.saturating_add(other.selections),
            depth: self.depth.max(other.depth),
            levels: self.levels.max(other.levels),
            values: self.values.saturating_add(other.values),
            cost: self.cost.saturating_add(other.cost),
            cost_per_row: self.cost_per_row.saturating_add(other.cost_per_row),
            introspection: self.introspection.saturating_add(other.introspection),
            lists: self.lists.max(other.lists),
        }
    }

    /// One level of selections further out.
    pub(super) fn nested(self) -> Self {
        Self { selections: self.selections.saturating_add(1), levels: self.levels.saturating_add(1), ..self }
    }
}

/// What a field returns.
pub(super) struct Returned<'a> {
    pub(super) type_name: Option<&'a str>,
    /// Rows of its page, when it is a connection.
    pub(super) rows: u64,
    /// How often the object itself comes, when it is a list.
    pub(super) copies: u64,
    pub(super) is_introspection: bool,
    pub(super) is_introspection_list: bool,
}

impl<'a> Returned<'a> {
    pub(super) fn once(type_name: Option<&'a str>) -> Self {
        Self { type_name, rows: 1, copies: 1, is_introspection: false, is_introspection_list: false }
    }

    pub(super) fn introspection(type_name: &'a str, copies: u64) -> Self {
        Self { is_introspection: true, copies, ..Self::once(Some(type_name)) }
    }
}
