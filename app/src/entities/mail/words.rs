//! The words in a row of e-mail: what it tells, where it is on its way, what went wrong.

use sea_orm::entity::prelude::*;

/// What an e-mail tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Kind {
    /// A report is ready.
    #[sea_orm(string_value = "report")]
    Report,
    /// An open session lacks its topic or the number present.
    #[sea_orm(string_value = "reminder")]
    Reminder,
    /// Nothing: an administrator tries whether e-mail works.
    #[sea_orm(string_value = "test")]
    Test,
}

/// Where an e-mail is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum State {
    /// For its next try.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// Somebody has claimed it and is handing it over.
    #[sea_orm(string_value = "sending")]
    Sending,
    /// The server has it, or the folder.
    #[sea_orm(string_value = "sent")]
    Sent,
    /// It was handed over, and nobody said that it was taken: it may have arrived and is not sent again.
    #[sea_orm(string_value = "unsure")]
    Unsure,
    /// It will not be tried again.
    #[sea_orm(string_value = "given-up")]
    GivenUp,
    /// Nobody needs it any more.
    #[sea_orm(string_value = "dropped")]
    Dropped,
}

/// What went wrong, as a word that a page has a sentence for. What a server said is never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Fault {
    /// Nothing listens at the server's address.
    #[sea_orm(string_value = "unreachable")]
    Unreachable,
    /// It did not answer in time.
    #[sea_orm(string_value = "silent")]
    Silent,
    /// It does not speak SMTP.
    #[sea_orm(string_value = "no-smtp")]
    NoSmtp,
    /// It does not want to talk to this machine.
    #[sea_orm(string_value = "turned-away")]
    TurnedAway,
    /// No encrypted connection came about.
    #[sea_orm(string_value = "no-encryption")]
    NoEncryption,
    /// Nobody known here vouches for its certificate.
    #[sea_orm(string_value = "certificate")]
    Certificate,
    /// Its certificate is for another name.
    #[sea_orm(string_value = "certificate-name")]
    CertificateName,
    /// Its certificate is out of date.
    #[sea_orm(string_value = "certificate-date")]
    CertificateDate,
    /// It refused name or password.
    #[sea_orm(string_value = "password")]
    Password,
    /// It offers no way to log in that we know.
    #[sea_orm(string_value = "no-login")]
    NoLogin,
    /// It wants a log-in, and none is set.
    #[sea_orm(string_value = "login-wanted")]
    LoginWanted,
    /// It refused the address that e-mails come from.
    #[sea_orm(string_value = "sender")]
    Sender,
    /// It refused the address of the person.
    #[sea_orm(string_value = "recipient")]
    Recipient,
    /// The address of the person is none.
    #[sea_orm(string_value = "address")]
    Address,
    /// It refused what it was given.
    #[sea_orm(string_value = "content")]
    Content,
    /// It asked to come back later.
    #[sea_orm(string_value = "later")]
    Later,
    /// It took what it was given and did not say so, or the program ended while it was handed over.
    #[sea_orm(string_value = "no-answer")]
    NoAnswer,
    /// The folder for e-mails cannot be written to.
    #[sea_orm(string_value = "folder")]
    Folder,
}

impl Kind {
    /// The tail of its message identifiers.
    pub fn id(self) -> String {
        self.to_value()
    }
}

impl Fault {
    /// The tail of its message identifier.
    pub fn id(self) -> String {
        self.to_value()
    }

    /// Those of the server or the folder itself: once something goes through, they are over for all that waits.
    pub const OF_THE_WAY: [Fault; 13] = [
        Fault::Unreachable,
        Fault::Silent,
        Fault::NoSmtp,
        Fault::TurnedAway,
        Fault::NoEncryption,
        Fault::Certificate,
        Fault::CertificateName,
        Fault::CertificateDate,
        Fault::Password,
        Fault::NoLogin,
        Fault::LoginWanted,
        Fault::Sender,
        Fault::Folder,
    ];
}
