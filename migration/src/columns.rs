//! Columns and tables as every migration spells them. Text compares byte by byte on both databases, so that lists
//! and cursors agree; the tenant leads every primary key and index.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{DbBackend, DbErr},
};

/// A column that must be there.
pub fn uuid(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().not_null().take()
}

/// A column that may be absent.
pub fn uuid_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).uuid().take()
}

/// Text of any length, compared byte by byte.
pub fn text(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    text_null(manager, name).not_null().take()
}

/// Text that may be absent.
pub fn text_null(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    if manager.get_database_backend() == DbBackend::Postgres {
        column.custom("text COLLATE \"C\"");
    } else {
        column.text();
    }
    column.take()
}

/// A date that must be there.
pub fn date(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().not_null().take()
}

/// A date that may be absent.
pub fn date_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).date().take()
}

/// A moment that must be there.
pub fn instant(name: &'static str) -> ColumnDef {
    instant_null(name).not_null().take()
}

/// A moment that may be absent.
pub fn instant_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).timestamp_with_time_zone().take()
}

/// JSON that must be there.
pub fn json(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    if manager.get_database_backend() == DbBackend::Postgres {
        column.json_binary();
    } else {
        column.text();
    }
    column.not_null().take()
}

/// Bytes that must be there.
pub fn bytes(name: &'static str) -> ColumnDef {
    bytes_null(name).not_null().take()
}

/// Bytes that may be absent.
pub fn bytes_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().take()
}

/// A whole number that may grow beyond four billion.
pub fn big(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

/// A whole number that may be absent.
pub fn int_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().take()
}

/// A whole number.
pub fn int(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

/// Yes or no.
pub fn boolean(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().take()
}

/// Makes a table with its primary key.
pub async fn table(
    manager: &SchemaManager<'_>,
    name: &'static str,
    columns: Vec<ColumnDef>,
    key: &[&'static str],
) -> Result<(), DbErr> {
    let mut table = Table::create();
    table.table(name);
    for column in columns {
        table.col(column);
    }
    let mut primary = Index::create();
    for column in key {
        primary.col(*column);
    }
    table.primary_key(&mut primary);
    manager.create_table(table).await
}

/// Makes an index; its name says its table and columns.
pub async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    index_of(manager, table, columns, false).await
}

/// Makes an index that refuses a second row with the same key.
pub async fn unique(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    index_of(manager, table, columns, true).await
}

async fn index_of(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
    unique: bool,
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(format!("{table}__{}", columns.join("__"))).table(table);
    for column in columns {
        index.col(*column);
    }
    if unique {
        index.unique();
    }
    manager.create_index(index).await
}

/// Drops tables, last made first.
pub async fn drop_tables(manager: &SchemaManager<'_>, tables: &[&'static str]) -> Result<(), DbErr> {
    for table in tables.iter().rev() {
        manager.drop_table(Table::drop().table(*table).take()).await?;
    }
    Ok(())
}
