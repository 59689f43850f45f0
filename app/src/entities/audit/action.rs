//! What staff do that is written down, in the past tense.

use sea_orm::entity::prelude::*;

/// One kind of deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is a sentence of its own")]
pub enum Action {
    AMemberObjectedToTheTickets,
    AccountAdded,
    AccountEnded,
    BackupMade,
    BackupRestored,
    ColleagueChanged,
    ColleagueInvited,
    DateKept,
    DateSkipped,
    DealtTicketsTakenBack,
    GroupArchived,
    GroupChanged,
    GroupHandedOver,
    GroupMade,
    GroupRekeyed,
    GroupTakenBack,
    KeyFileDownloaded,
    LineDestroyed,
    LinkSent,
    LoginEnded,
    LinePutOnTheBoard,
    MasterKeyReplaced,
    MembersOfAnIdleGroupForgotten,
    NameTakenOut,
    NamesEntered,
    NoteLetOut,
    NoteSigned,
    NotesSwitchedOff,
    NotesSwitchedOn,
    OtherLoginsEnded,
    PasswordChanged,
    PasswordChosen,
    PasswordReset,
    RecoveryCodesMade,
    ReplyGiven,
    ReportAcrossGroupsAskedFor,
    ReportAcrossGroupsDownloaded,
    ReportAcrossGroupsMade,
    ReportAcrossGroupsTriedAgain,
    ReportDownloaded,
    ScheduleChanged,
    ScheduleMade,
    SchedulePaused,
    ScheduleRemoved,
    ScheduleRunsAgain,
    SecondFactorAsked,
    SecondFactorNotAsked,
    SecondFactorRemoved,
    SecondFactorSetUp,
    ServiceSetUp,
    ServicesWordsSaved,
    SessionCancelled,
    SessionDescribed,
    SessionOpened,
    SignedIn,
    SignedInWithARecoveryCode,
    SignedOut,
    SupervisorsScopeChanged,
    TabletPassedRound,
    TeamChanged,
    TeamDissolved,
    TeamMade,
    TestEMailSent,
    TherapistAdded,
    TherapistLeft,
    TicketsDealt,
    TicketsForNotesPrinted,
    TicketsMadeVoid,
    TicketsPrinted,
    WrongPasswordsTried,
}

impl Action {
    /// The word under which it is kept, and under which the catalogue has it after `deed-`.
    pub fn id(self) -> String {
        self.to_value()
    }
}
