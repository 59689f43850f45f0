//! What the organisation decided: one row, and whom members can turn to. The running program holds it in hand
//! (`App::organisation`) and reads it again when it was saved.

use jiff::tz::TimeZone;
use reports::PaperSize;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel, QueryOrder};

use url::Url;

use super::support_contact;

/// The fewest answers that are ever shown; an organisation may ask for more, never for fewer.
pub const LOWEST_QUORUM: u32 = 5;
/// More than this would show nothing in any group.
pub const HIGHEST_QUORUM: u32 = 20;
/// Longest that anything is kept, in months, where it is not kept for ever.
pub const MOST_MONTHS: u32 = 1_200;

const ONLY: i32 = 1;

/// The row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The part of the set-up that comes next.
    pub step: Step,
    /// Whether somebody showed that they kept a copy of the key file.
    pub key_kept: bool,
    /// The organisation's name, as members read it.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Where browsers reach Chorus: scheme, host and port, without a slash at the end; empty until it is set.
    #[sea_orm(column_type = "Text")]
    pub public_address: String,
    /// The zone of every date and time that a person reads or enters, by its name.
    #[sea_orm(column_type = "Text")]
    pub time_zone: String,
    /// The file of the certificate chain, where Chorus itself speaks https.
    #[sea_orm(column_type = "Text", nullable)]
    pub certificate: Option<String>,
    /// The file of its key.
    #[sea_orm(column_type = "Text", nullable)]
    pub certificate_key: Option<String>,
    /// The number to call when somebody is in danger now, such as 999.
    #[sea_orm(column_type = "Text", nullable)]
    pub danger_number: Option<String>,
    /// The fewest answers that are shown, at least [`LOWEST_QUORUM`].
    pub quorum: i32,
    /// Months that released results are kept; for ever when not set.
    pub retention_months: Option<i32>,
    /// Months that the files of reports are kept.
    pub report_months: i32,
    /// What documents are printed on: see [`PaperSize`].
    #[sea_orm(column_type = "Text")]
    pub paper: String,
    /// Whether nobody on the staff signs in without a second factor.
    pub factor_asked: bool,
    /// Whether the licences of the measures for non-commercial use were accepted.
    pub non_commercial: bool,
}

/// The parts of the set-up after the first account, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Step {
    /// A copy of the key file.
    #[sea_orm(string_value = "key")]
    Key,
    /// Name, public address, https and time zone.
    #[sea_orm(string_value = "address")]
    Address,
    /// Whom members can turn to.
    #[sea_orm(string_value = "support")]
    Support,
    /// What members read before they answer.
    #[sea_orm(string_value = "information")]
    Information,
    /// Quorum and retention.
    #[sea_orm(string_value = "rules")]
    Rules,
    /// Nothing is left.
    #[sea_orm(string_value = "done")]
    Done,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What the organisation decided, in hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Organisation {
    /// The row.
    pub row: Model,
    /// The zone of every date and time that a person reads or enters.
    pub time_zone: TimeZone,
    /// Whom a member can turn to, in this order. Without one no session opens.
    pub support: Vec<support_contact::Model>,
}

impl Organisation {
    /// Reads it. A zone that this machine does not know is UTC.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn read(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let row = Entity::find_by_id(ONLY).one(db).await?;
        let row = row.ok_or_else(|| DbErr::RecordNotFound("the organisation".into()))?;
        let support = support_contact::Entity::find()
            .order_by_asc(support_contact::Column::Place)
            .all(db)
            .await?;
        Ok(Self {
            time_zone: TimeZone::get(&row.time_zone).unwrap_or(TimeZone::UTC),
            row,
            support,
        })
    }

    /// Its name, as members read it.
    pub fn name(&self) -> &str {
        &self.row.name
    }

    /// Where browsers reach Chorus, without a slash at the end.
    pub fn public_address(&self) -> &str {
        &self.row.public_address
    }

    /// Whether browsers reach Chorus by https, so that cookies must be `Secure`.
    pub fn is_https(&self) -> bool {
        self.row.public_address.starts_with("https://")
    }

    /// The name or number of the machine that browsers reach, without a port.
    pub fn public_host(&self) -> &str {
        host_of(&self.row.public_address)
    }

    /// The fewest answers that are shown; a row that says less is not believed.
    pub fn quorum(&self) -> u32 {
        (self.row.quorum.max(0) as u32).max(LOWEST_QUORUM)
    }

    /// Months that the files of reports are kept, which is never longer than results are.
    pub fn report_months(&self) -> i32 {
        let results = self.row.retention_months.unwrap_or(i32::MAX);
        self.row.report_months.min(results)
    }

    /// What documents are printed on.
    pub fn paper_size(&self) -> PaperSize {
        PaperSize::from_id(&self.row.paper).unwrap_or_default()
    }

    /// Whether nothing of the set-up is left.
    pub fn is_set_up(&self) -> bool {
        self.row.step == Step::Done
    }
}

impl Model {
    /// Writes the row.
    ///
    /// # Errors
    ///
    /// When the database does not answer.
    pub async fn save(self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let mut row = self.into_active_model().reset_all();
        row.id = sea_orm::ActiveValue::Unchanged(ONLY);
        row.update(db).await.map(|_| ())
    }

    /// Goes on with the set-up where `step` was what came next.
    pub fn after(&mut self, step: Step) {
        if self.step == step {
            let mut all = <Step as sea_orm::Iterable>::iter();
            self.step = all.find(|next| *next > step).unwrap_or(Step::Done);
        }
    }
}

/// Puts `contacts` in place of those that are there, in their order.
///
/// # Errors
///
/// When the database does not answer.
pub async fn set_support(
    contacts: Vec<support_contact::Model>,
    db: &impl ConnectionTrait,
) -> Result<(), DbErr> {
    support_contact::Entity::delete_many().exec(db).await?;
    for (place, contact) in contacts.into_iter().enumerate() {
        let mut row = contact.into_active_model().reset_all();
        row.place = Set(place as i32);
        support_contact::Entity::insert(row)
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
impl Organisation {
    /// For unit tests of pages.
    pub(crate) fn sample() -> Self {
        Self {
            row: Model {
                id: ONLY,
                step: Step::Done,
                key_kept: true,
                name: "Riverside Clinic".into(),
                public_address: "http://127.0.0.1:8080".into(),
                time_zone: "Europe/London".into(),
                certificate: None,
                certificate_key: None,
                danger_number: Some("999".into()),
                quorum: LOWEST_QUORUM as i32,
                retention_months: None,
                report_months: 24,
                paper: PaperSize::A4.id().into(),
                factor_asked: false,
                non_commercial: false,
            },
            time_zone: TimeZone::get("Europe/London").expect("BUG: a zone"),
            support: vec![support_contact::Model {
                place: 0,
                name: "Samaritans".into(),
                telephone: Some("116 123".into()),
                address: None,
                hours: "Free, day or night".into(),
            }],
        }
    }
}

/// A public address as it is kept: scheme, host and port, without a slash at the end.
pub fn address(typed: &str) -> Option<String> {
    let typed = typed.trim().trim_end_matches('/');
    let read = Url::parse(typed).ok()?;
    let plain = read.path() == "/" && read.query().is_none() && read.fragment().is_none();
    let nobody = read.username().is_empty() && read.password().is_none();
    let known = matches!(read.scheme(), "http" | "https") && read.has_host();
    (known && plain && nobody).then(|| read.origin().ascii_serialization())
}

/// The name or number of a machine in an address with its scheme, without a port.
pub fn host_of(public_address: &str) -> &str {
    let (_, host) = public_address.split_once("://").unwrap_or_default();
    match host.rsplit_once(':') {
        // The colons of an IPv6 number stand inside its brackets.
        Some((host, port)) if !port.contains(']') => host,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_scheme_host_and_port() {
        for (typed, kept) in [
            (
                " https://Chorus.example.org/ ",
                Some("https://chorus.example.org"),
            ),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("https://[::1]:8443", Some("https://[::1]:8443")),
            (
                "https://chorus.example.org:443",
                Some("https://chorus.example.org"),
            ),
            (
                "https://überall.example",
                Some("https://xn--berall-2ya.example"),
            ),
            ("https://chorus.example.org/therapy", None),
            ("https://chorus.example.org?a=b", None),
            ("https://ann@chorus.example.org", None),
            ("chorus.example.org", None),
            ("ftp://chorus.example.org", None),
            ("https://", None),
            ("", None),
        ] {
            assert_eq!(address(typed).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn a_host_is_what_stands_before_the_port() {
        for (address, host) in [
            ("https://chorus.example.org", "chorus.example.org"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("http://[::1]:8080", "[::1]"),
            ("http://[::1]", "[::1]"),
            ("", ""),
        ] {
            assert_eq!(host_of(address), host);
        }
    }
}
