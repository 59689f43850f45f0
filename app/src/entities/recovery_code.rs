//! What stands in for a lost second factor, once each. The codes themselves are shown where they are made, and kept
//! nowhere.

use sea_orm::entity::prelude::*;

use super::digest;
use crate::random::Random;

/// Codes of one person.
const CODES: usize = 10;
/// Letters of a code, of five bits each.
const LETTERS: usize = 12;

/// One code that was not used yet.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "recovery_code")]
pub struct Model {
    /// Its SHA-256. It has 60 random bits, so it needs no salt.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub digest: String,
    /// Whose it is.
    pub staff_id: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// New codes in place of those before, in groups of four letters.
///
/// # Errors
///
/// When the database does not answer.
pub async fn make(
    staff_id: i64,
    random: &Random,
    db: &impl ConnectionTrait,
) -> Result<Vec<String>, DbErr> {
    end(staff_id, db).await?;
    let codes: Vec<String> = (0..CODES).map(|_| random.letters::<LETTERS>()).collect();
    let rows = codes.iter().map(|code| Model {
        digest: of(staff_id, code),
        staff_id,
    });
    let rows = rows.map(|row| ActiveModel::from(row).reset_all());
    Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(codes.iter().map(|code| grouped(code)).collect())
}

/// Uses a code up, as it was typed; of two who come with it at once one does.
///
/// # Errors
///
/// When the database does not answer.
pub async fn claim(staff_id: i64, typed: &str, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let code: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let gone = Entity::delete_many()
        .filter(Column::StaffId.eq(staff_id))
        .filter(Column::Digest.eq(of(staff_id, &code.to_ascii_lowercase())))
        .exec(db)
        .await?;
    Ok(gone.rows_affected == 1)
}

/// How many are left.
///
/// # Errors
///
/// When the database does not answer.
pub async fn left(staff_id: i64, db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let of_theirs = Entity::find().filter(Column::StaffId.eq(staff_id));
    of_theirs.count(db).await
}

/// Ends every code of `staff_id`.
///
/// # Errors
///
/// When the database does not answer.
pub async fn end(staff_id: i64, db: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::StaffId.eq(staff_id))
        .exec(db)
        .await
        .map(|_| ())
}

fn of(staff_id: i64, code: &str) -> String {
    digest::of(format!("{staff_id} {code}"))
}

fn grouped(code: &str) -> String {
    format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..])
}
