//! Brings a database to the shape that this version of Chorus expects; each file is one change and argues for it.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

mod m0001_staff;
mod m0002_groups;
mod m0003_sessions;
mod m0004_sealed;
mod m0005_loop;
mod m0006_scopes;
mod m0007_reports;
mod m0008_mail;
mod m0009_settled;
mod m0010_organisation;
mod m0011_former_keys;
mod m0012_staff_links;
mod m0014_paper;
mod m0015_end_of_programme;
mod m0016_audit_chain;
mod m0017_second_factor;
mod m0018_after_the_programme;
mod m0019_deal;
mod m0020_ticket_log_order;
mod m0021_measures;
mod m0022_outcomes;

/// Every change, oldest first. A file that was released is never edited: a further change is a further file.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_staff::Migration),
            Box::new(m0002_groups::Migration),
            Box::new(m0003_sessions::Migration),
            Box::new(m0004_sealed::Migration),
            Box::new(m0005_loop::Migration),
            Box::new(m0006_scopes::Migration),
            Box::new(m0007_reports::Migration),
            Box::new(m0008_mail::Migration),
            Box::new(m0009_settled::Migration),
            Box::new(m0010_organisation::Migration),
            Box::new(m0011_former_keys::Migration),
            Box::new(m0012_staff_links::Migration),
            Box::new(m0014_paper::Migration),
            Box::new(m0015_end_of_programme::Migration),
            Box::new(m0016_audit_chain::Migration),
            Box::new(m0017_second_factor::Migration),
            Box::new(m0018_after_the_programme::Migration),
            Box::new(m0019_deal::Migration),
            Box::new(m0020_ticket_log_order::Migration),
            Box::new(m0021_measures::Migration),
            Box::new(m0022_outcomes::Migration),
        ]
    }
}

/// The changes that a database has had, oldest first. Asks only, where [`MigratorTrait`] would make its table.
///
/// # Errors
///
/// When the database does not answer.
pub async fn applied(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let is_there = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'"
        }
        _ => {
            "SELECT 1 FROM information_schema.tables \
             WHERE table_schema = current_schema() AND table_name = 'seaql_migrations'"
        }
    };
    let ask = |sql: &str| Statement::from_string(db.get_database_backend(), sql);
    if db.query_one_raw(ask(is_there)).await?.is_none() {
        return Ok(Vec::new());
    }
    let names = "SELECT version FROM seaql_migrations ORDER BY version";
    let rows = db.query_all_raw(ask(names)).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
