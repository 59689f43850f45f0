//! Brings a database to the shape that this version of Chorus expects; each file is one change and argues for it.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

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
        ]
    }
}
