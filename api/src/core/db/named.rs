//! That a column names a row of another table.

use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait, SelectStatement, SimpleExpr},
};

use super::page::Paged;

/// That a column names one of these rows of another table. The row is looked up by its id: asked as a list of ids (`IN`) all
/// of them would be read first, however few are asked about, and a page would cost more the more there is. The limit
/// keeps PostgreSQL from doing so all the same: it would join all of them for the phases of 20 projects, 60 ms of 45,000.
pub fn named<E: Paged>(column: impl ColumnTrait, mut rows: SelectStatement) -> SimpleExpr {
    rows.and_where(Expr::col((E::default(), E::ID)).equals(column.as_column_ref())).limit(1).offset(0);
    Expr::exists(rows)
}
