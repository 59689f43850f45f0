//! The tables of the database after a number of changes, as the migrations themselves make them: which columns, of which
//! kind, and which table must be filled before which.

use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};

/// One table.
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// One column.
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it is part of the primary key.
    pub is_key: bool,
}

/// What a column holds; each may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Whole,
    /// Yes or no.
    Truth,
    /// A number.
    Real,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

impl Table {
    /// Whether a row may be megabytes long.
    pub fn is_heavy(&self) -> bool {
        let is_long = |column: &Column| column.kind == Kind::Bytes && !column.is_key;
        self.columns.iter().any(is_long)
    }
}

/// The tables after `steps` changes, parents before children.
///
/// # Errors
///
/// When SQLite does not work in memory.
pub async fn after(steps: u32) -> Result<Vec<Table>, DbErr> {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options
        .max_connections(1)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    let scratch = sea_orm::Database::connect(options).await?;
    Migrator::up(&scratch, Some(steps)).await?;
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' \
                 AND name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' ORDER BY name";
    let mut waiting = Vec::new();
    for name in texts(&scratch, names).await? {
        let table = table(&scratch, &name).await?;
        let parents = format!("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('{name}')");
        let mut parents = texts(&scratch, &parents).await?;
        parents.retain(|parent| *parent != name);
        waiting.push((table, parents));
    }
    scratch.close().await?;
    let mut tables: Vec<Table> = Vec::new();
    while !waiting.is_empty() {
        let is_ready = |(_, parents): &(Table, Vec<String>)| {
            let filled = |parent: &String| tables.iter().any(|table| table.name == *parent);
            parents.iter().all(filled)
        };
        let next = waiting
            .iter()
            .position(is_ready)
            .expect("BUG: tables refer to each other in a circle");
        tables.push(waiting.remove(next).0);
    }
    Ok(tables)
}

async fn table(scratch: &DatabaseConnection, name: &str) -> Result<Table, DbErr> {
    let sql = format!("SELECT name, type, pk FROM pragma_table_info('{name}') ORDER BY cid");
    let rows = scratch
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await?;
    let mut columns = Vec::new();
    for row in rows {
        let (column, declared): (String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        let place: i32 = row.try_get_by_index(2)?;
        columns.push(Column {
            kind: kind(&declared).unwrap_or_else(|| panic!("BUG: {name}.{column} is a {declared}")),
            name: column,
            is_key: place > 0,
        });
    }
    Ok(Table {
        name: name.to_owned(),
        columns,
    })
}

fn kind(declared: &str) -> Option<Kind> {
    let declared = declared.to_lowercase();
    let has = |part: &str| declared.contains(part);
    Some(match () {
        () if has("blob") => Kind::Bytes,
        () if has("int") => Kind::Whole,
        () if has("bool") => Kind::Truth,
        () if has("double") || has("real") || has("float") => Kind::Real,
        () if has("text") || has("char") => Kind::Text,
        () => return None,
    })
}

async fn texts(scratch: &DatabaseConnection, sql: &str) -> Result<Vec<String>, DbErr> {
    let statement = Statement::from_string(DbBackend::Sqlite, sql);
    let rows = scratch.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_table_of_every_version_is_understood_and_follows_its_parents() {
        let all = Migrator::get_migration_files().len() as u32;
        for steps in 1..=all {
            let tables = after(steps).await.unwrap();
            assert!(
                tables
                    .iter()
                    .all(|table| table.columns.iter().any(|c| c.is_key))
            );
        }
        let tables = after(all).await.unwrap();
        let place = |name: &str| tables.iter().position(|table| table.name == name).unwrap();
        assert!(place("groups") < place("roster") && place("staff") < place("group_therapist"));
        let roster = &tables[place("roster")];
        assert!(roster.is_heavy() && !tables[place("ticket")].is_heavy());
        let kinds: Vec<Kind> = roster.columns.iter().map(|column| column.kind).collect();
        assert_eq!(kinds[..3], [Kind::Whole, Kind::Whole, Kind::Bytes]);
    }
}
