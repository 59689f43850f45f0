//! The database as an attacker with a copy of it sees it: every table, every column, every row, as text.

use std::collections::BTreeMap;

use app::database::Database;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// The columns of every table but the migrations' own, both in alphabetical order.
pub async fn columns(database: &Database) -> BTreeMap<String, Vec<String>> {
    let sql = match backend(database) {
        DbBackend::Sqlite => {
            "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
        }
        _ => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns
             WHERE table_schema = 'public' ORDER BY 1, 2"
        }
    };
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in query(database, sql).await {
        let pair: (String, String) = (
            row.try_get_by_index(0).expect("text"),
            row.try_get_by_index(1).expect("text"),
        );
        tables.entry(pair.0).or_default().push(pair.1);
    }
    tables.remove("seaql_migrations");
    tables
}

/// Every row of every table, each as one text, in order of the text.
pub async fn rows(database: &Database) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (table, columns) in columns(database).await {
        let sql = match backend(database) {
            DbBackend::Sqlite => {
                let quoted: Vec<String> = columns
                    .iter()
                    .map(|column| format!("quote(\"{column}\")"))
                    .collect();
                format!("SELECT {} FROM \"{table}\"", quoted.join(" || '|' || "))
            }
            _ => format!("SELECT t::text FROM \"{table}\" t"),
        };
        let found = query(database, &sql).await;
        let mut texts: Vec<String> = found
            .iter()
            .map(|row| row.try_get_by_index(0).expect("text"))
            .collect();
        texts.sort();
        all.insert(table, texts);
    }
    all
}

fn backend(database: &Database) -> DbBackend {
    database.reader.get_database_backend()
}

async fn query(database: &Database, sql: &str) -> Vec<sea_orm::QueryResult> {
    let statement = Statement::from_string(backend(database), sql.to_owned());
    database
        .reader
        .query_all_raw(statement)
        .await
        .expect("the database answers")
}
