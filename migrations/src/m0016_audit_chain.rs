//! The record of deeds becomes a chain.
//!
//! Whoever can write to the database could change what the record says. So a row gets the next `number` in place of a
//! random identifier, and a `digest` of itself and of the row before it: a row that is changed, taken out or put in between
//! no longer fits. `audit_head` is one row with the end of the chain. It is locked by whoever adds to it, so that rows of
//! several replicas follow each other, and it tells when the last rows were cut off. What was done to a colleague is
//! kept by identifier, in `about_id`, and no longer by address; and what was done is kept as a word with hyphens. The rows
//! that are there already are linked in the order of their time. The address of somebody who left is given up.

use sea_orm_migration::sea_orm::{ConnectionTrait, Statement, Value};
use sea_orm_migration::{prelude::*, schema::*};
use sha2::{Digest, Sha256};

/// `audit` with numbers and digests, and `audit_head`.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let backend = db.get_database_backend();
        let before = "SELECT at, staff_id, action, group_id, detail FROM audit ORDER BY at, id";
        let before = Statement::from_string(backend, before);
        let before = db.query_all_raw(before).await?;
        manager
            .drop_table(Table::drop().table("audit").to_owned())
            .await?;
        make(manager).await?;
        let (mut number, mut digest) = (0_i64, String::new());
        for row in before {
            let (at, staff): (i64, Option<i64>) =
                (row.try_get("", "at")?, row.try_get("", "staff_id")?);
            let (action, group): (String, Option<i64>) =
                (row.try_get("", "action")?, row.try_get("", "group_id")?);
            let detail: String = row.try_get("", "detail")?;
            let action = action.replace('\'', "").replace(' ', "-");
            number += 1;
            let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
            let (who, of) = (id(staff), id(group));
            let text = format!("{digest}\n{number}\n{at}\n{who}\n{action}\n{of}\n\n{detail}");
            digest = hexadecimal(&text);
            let insert = Query::insert()
                .into_table("audit")
                .columns([
                    "number", "at", "staff_id", "action", "group_id", "detail", "digest",
                ])
                .values_panic([
                    number.into(),
                    at.into(),
                    Expr::val(Value::from(staff)),
                    action.into(),
                    Expr::val(Value::from(group)),
                    detail.into(),
                    digest.clone().into(),
                ])
                .to_owned();
            manager.execute(insert).await?;
        }
        // In words: a statement that is prepared once keeps the width of its numbers, and a backup brings its own.
        let head =
            format!("INSERT INTO audit_head (id, number, digest) VALUES (1, {number}, '{digest}')");
        db.execute_unprepared(&head).await?;
        let left = "UPDATE staff SET email = 'left ' || id WHERE left_at IS NOT NULL";
        db.execute_unprepared(left).await.map(|_| ())
    }
}

async fn make(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table("audit")
                .col(big_integer("number").primary_key())
                .col(big_integer("at"))
                .col(big_integer_null("staff_id"))
                .col(text("action"))
                .col(big_integer_null("group_id"))
                .col(big_integer_null("about_id"))
                .col(text("detail"))
                .col(text("digest"))
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("audit_group_id_number")
                .table("audit")
                .col("group_id")
                .col("number")
                .to_owned(),
        )
        .await?;
    manager
        .create_table(
            Table::create()
                .table("audit_head")
                .col(integer("id").primary_key())
                .col(big_integer("number"))
                .col(text("digest"))
                .to_owned(),
        )
        .await
}

fn hexadecimal(text: &str) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
