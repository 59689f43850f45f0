//! The people who sign in: administrators, supervisors and therapists. Members are nowhere here.

mod factor;

pub use factor::factor_context;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use sea_orm::entity::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect, Set};

use super::{group, group_therapist, mail_off, organisation, staff_link, team_supervisor};
use crate::random::Random;

/// Characters of an address (RFC 5321, 4.5.3.1.3).
const LONGEST: usize = 254;

/// One member of staff.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// Random identifier.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    /// The address they sign in with, in lower case.
    #[sea_orm(column_type = "Text", unique)]
    pub email: String,
    /// What colleagues call them.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// An argon2id hash in PHC form; empty until a password is chosen.
    #[sea_orm(column_type = "Text")]
    pub password_hash: String,
    /// For a supervisor: whether they see the whole organisation, and not only teams.
    pub sees_all: bool,
    /// When the account was made, in milliseconds since 1970 UTC.
    pub created_at: i64,
    /// The secret of their second factor, sealed under the master key; nothing where they have none.
    #[sea_orm(column_type = "Blob", nullable)]
    pub factor: Option<Vec<u8>>,
    /// The step of the last code that was taken: seconds since 1970 UTC, by thirty.
    pub factor_step: Option<i64>,
    /// When it ended; the row stays, since what its owner did goes on naming them.
    pub left_at: Option<i64>,
}

// The hash stays out of every log.
impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Staff")
            .field("id", &self.id)
            .field("role", &self.role)
            .finish()
    }
}

/// What a member of staff may do. Roles do not contain each other: an administrator sees no group's results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Role {
    /// Sets up staff, groups and support contacts.
    #[sea_orm(string_value = "administrator")]
    Administrator,
    /// Reads reports of every group.
    #[sea_orm(string_value = "supervisor")]
    Supervisor,
    /// Runs groups and reads their dashboards.
    #[sea_orm(string_value = "therapist")]
    Therapist,
}

/// None: which groups a therapist runs is asked of `group_therapist`.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The address as it is stored and looked up: without spaces around it, in lower case.
pub fn normalised(email: &str) -> String {
    email.trim().to_lowercase()
}

/// An address that e-mail can go to, as it is stored; nothing where it is none.
pub fn address(typed: &str) -> Option<String> {
    let email = normalised(typed);
    let (local, host) = email.split_once('@')?;
    let plain = !email.contains(|c: char| c.is_whitespace() || c.is_control());
    let known = !local.is_empty() && host.contains('.') && !host.contains('@');
    (plain && known && email.chars().count() <= LONGEST).then_some(email)
}

/// Whether there is an administrator.
///
/// # Errors
///
/// When the database does not answer.
pub async fn has_administrator(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let administrators = all()
        .filter(Column::Role.eq(Role::Administrator))
        .filter(Column::PasswordHash.ne(""));
    Ok(administrators.one(db).await?.is_some())
}

/// Everybody whose account has not ended, by name.
pub fn all() -> Select<Entity> {
    Entity::find()
        .filter(Column::LeftAt.is_null())
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
}

/// Whoever has this identifier and an account.
///
/// # Errors
///
/// When the database does not answer.
pub async fn with_id(id: i64, db: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    all().filter(Column::Id.eq(id)).one(db).await
}

/// The member of staff who signs in with `email`.
///
/// # Errors
///
/// When the database does not answer.
pub async fn find(email: &str, db: &impl ConnectionTrait) -> Result<Option<Model>, DbErr> {
    all()
        .filter(Column::Email.eq(normalised(email)))
        .one(db)
        .await
}

/// What colleagues call these members of staff.
///
/// # Errors
///
/// When the database does not answer.
pub async fn names(
    ids: impl Iterator<Item = i64>,
    db: &impl ConnectionTrait,
) -> Result<BTreeMap<i64, String>, DbErr> {
    let ids: BTreeSet<i64> = ids.collect();
    let found = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|who| (who.id, who.name)).collect())
}

/// Somebody who gets an account.
pub struct Newcomer<'a> {
    /// The address they sign in with.
    pub email: &'a str,
    /// What colleagues call them.
    pub name: &'a str,
    /// What they may do.
    pub role: Role,
    /// For a supervisor: whether they see the whole organisation.
    pub sees_all: bool,
    /// An argon2id hash; empty where a password is still to be chosen.
    pub password_hash: String,
}

impl Newcomer<'_> {
    /// Makes the account. Returns `None`, and changes nothing, where the address has one.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn join(
        self,
        now: Timestamp,
        random: &Random,
        db: &impl ConnectionTrait,
    ) -> Result<Option<Model>, DbErr> {
        if find(self.email, db).await?.is_some() {
            return Ok(None);
        }
        let row = ActiveModel {
            id: Set(random.row_id()),
            email: Set(normalised(self.email)),
            name: Set(self.name.trim().to_owned()),
            role: Set(self.role),
            password_hash: Set(self.password_hash),
            sees_all: Set(self.sees_all),
            created_at: Set(now.as_millisecond()),
            factor: Set(None),
            factor_step: Set(None),
            left_at: Set(None),
        };
        row.insert(db).await.map(Some)
    }
}

/// Lets nobody else change who signs in, and who leads which group, until the transaction ends. It comes before every
/// other lock.
///
/// # Errors
///
/// When the database does not answer.
pub async fn lock(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    organisation::Entity::find()
        .lock_exclusive()
        .one(tx)
        .await
        .map(|_| ())
}

impl Model {
    /// Gives a new password; every login of this person ends with it, as the hash is part of what a login proves, and so
    /// does a link to choose one.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn set_password(
        self,
        password_hash: String,
        db: &impl ConnectionTrait,
    ) -> Result<Model, DbErr> {
        staff_link::end(self.id, db).await?;
        let mut row: ActiveModel = self.into();
        row.password_hash = Set(password_hash);
        row.update(db).await
    }

    /// Ends the account: no login, no link and no group is left of it.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn leave(self, now: Timestamp, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        self.belongs_nowhere(db).await?;
        self.drop_factor(db).await?;
        let id = self.id;
        let row = self.set_password(String::new(), db).await?;
        mail_off::Entity::delete_many()
            .filter(mail_off::Column::StaffId.eq(id))
            .exec(db)
            .await?;
        let mut row: ActiveModel = row.into();
        // No address: it may be invited again, as somebody else.
        row.email = Set(format!("left {id}"));
        row.left_at = Set(Some(now.as_millisecond()));
        row.update(db).await.map(|_| ())
    }

    /// Leads no group and supervises no team any more.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn belongs_nowhere(&self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        group_therapist::Entity::delete_many()
            .filter(group_therapist::Column::StaffId.eq(self.id))
            .exec(db)
            .await?;
        team_supervisor::Entity::delete_many()
            .filter(team_supervisor::Column::StaffId.eq(self.id))
            .exec(db)
            .await
            .map(|_| ())
    }

    /// The groups that nobody else leads.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn leads_alone(&self, db: &impl ConnectionTrait) -> Result<Vec<group::Model>, DbErr> {
        let led = group_therapist::Entity::find().all(db).await?;
        let of = |id: i64| led.iter().filter(move |row| row.group_id == id);
        let alone = led
            .iter()
            .filter(|row| row.staff_id == self.id && of(row.group_id).count() == 1)
            .map(|row| row.group_id);
        group::Entity::find()
            .filter(group::Column::Id.is_in(alone))
            .order_by_asc(group::Column::Name)
            .all(db)
            .await
    }
}
