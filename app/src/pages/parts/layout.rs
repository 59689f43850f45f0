//! The frame of every page: head, header, footer, and the styles, which are inlined so that a page is one request.

use analytics::figures;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::support::support_panel;
use crate::entities::organisation::Organisation;
use crate::entities::staff::{self, Role};
use crate::urls::route;
use crate::words::say;

const MEMBER: &str = concat!(
    include_str!("../../../static/tokens.css"),
    include_str!("../../../static/member.css")
);
const STAFF: &str = concat!(
    include_str!("../../../static/tokens.css"),
    include_str!("../../../static/staff.css")
);

const SHOW: &str = concat!(
    include_str!("../../../static/tokens.css"),
    include_str!("../../../static/show.css")
);
const MEMBER_CHARTS: &str = include_str!("../../../static/member_charts.css");

/// Every text that stands in a `style` element: browsers apply no other, as the policy in `layers.rs` names these.
pub const STYLES: [&str; 5] = [MEMBER, STAFF, SHOW, figures::STYLE, MEMBER_CHARTS];

/// Which tab of the staff header is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Groups and what belongs to one.
    Groups,
    /// Reports.
    Reports,
    /// Figures across groups.
    Overview,
    /// Teams and supervisors.
    Teams,
    /// Who signs in.
    People,
    /// What can be asked.
    Measures,
    /// What the whole service has in common.
    Service,
    /// None.
    Nothing,
}

/// A member's page. `title` goes into the browser's history, so it names neither group nor focus.
pub fn member_page(organisation: &Organisation, title: &str, main: Markup) -> Markup {
    members(organisation, title, &[MEMBER], main)
}

/// The same, with the look of charts, tables and quoted lines.
pub fn member_chart_page(organisation: &Organisation, title: &str, main: Markup) -> Markup {
    members(
        organisation,
        title,
        &[MEMBER, MEMBER_CHARTS, figures::STYLE],
        main,
    )
}

fn members(
    organisation: &Organisation,
    title: &str,
    styles: &[&'static str],
    main: Markup,
) -> Markup {
    document(
        title,
        styles,
        html! {
            header { span.logo { (logo()) "Chorus" } }
            main { (main) }
            footer {
                (support_panel(organisation))
                p.minor { (say("sealed-box")) }
            }
        },
    )
}

/// A page for somebody who is signed in.
pub fn staff_page(who: &staff::Model, tab: Tab, title: &str, main: Markup) -> Markup {
    signed_in(who, tab, title, &[STAFF], main)
}

/// The same, with the look of charts.
pub fn chart_page(who: &staff::Model, tab: Tab, title: &str, main: Markup) -> Markup {
    signed_in(who, tab, title, &[STAFF, figures::STYLE], main)
}

fn signed_in(
    who: &staff::Model,
    tab: Tab,
    title: &str,
    styles: &[&'static str],
    main: Markup,
) -> Markup {
    document(
        title,
        styles,
        html! {
            header { div {
                a.logo href=(route::GROUPS) { (logo()) "Chorus" }
                nav aria-label=(say("staff-nav")) {
                    // A supervisor's groups are those whose reports there are: one page, one entry.
                    @if who.role != Role::Supervisor {
                        a href=(route::GROUPS) aria-current=[(tab == Tab::Groups).then_some("page")] {
                            (say("staff-nav-groups"))
                        }
                    }
                    @if who.role == Role::Supervisor {
                        a href=(route::OVERVIEW) aria-current=[(tab == Tab::Overview).then_some("page")] {
                            (say("overview"))
                        }
                    }
                    @if who.role != Role::Administrator {
                        a href=(route::REPORTS) aria-current=[(tab == Tab::Reports).then_some("page")] {
                            (say("staff-nav-reports"))
                        }
                    }
                    // An administrator has tabs enough: theirs stand under the service.
                    @if who.role != Role::Administrator {
                        a href=(route::MEASURES) aria-current=[(tab == Tab::Measures).then_some("page")] {
                            (say("measures"))
                        }
                    }
                    @if who.role == Role::Administrator {
                        a href=(route::TEAMS) aria-current=[(tab == Tab::Teams).then_some("page")] {
                            (say("teams"))
                        }
                        a href=(route::PEOPLE) aria-current=[(tab == Tab::People).then_some("page")] {
                            (say("staff-nav"))
                        }
                        @let here = matches!(tab, Tab::Service | Tab::Measures);
                        a href=(route::SERVICE) aria-current=[here.then_some("page")] {
                            (say("staff-nav-service"))
                        }
                    }
                }
                form method="post" action=(route::SIGN_OUT) {
                    span.minor { a href=(route::ACCOUNT) title=(say("account")) { (who.name) } " · " }
                    button.plain { (say("sign-out")) }
                }
            } }
            main { (main) }
        },
    )
}

/// A page for a big screen, which a whole group looks at: nothing around it, and no name in its title.
pub fn show_page(title: &str, main: Markup, ways: Markup) -> Markup {
    document(
        title,
        &[SHOW, figures::STYLE],
        html! {
            main { (main) }
            footer { (ways) }
        },
    )
}

/// A page of the set-up: the staff's look, without tabs.
pub fn plain_page(title: &str, main: Markup) -> Markup {
    document(
        title,
        &[STAFF],
        html! {
            header { div { span.logo { (logo()) "Chorus" } } }
            main { (main) }
        },
    )
}

/// The page where staff sign in: the staff's look, without tabs.
pub fn sign_in_page(title: &str, main: Markup) -> Markup {
    document(
        title,
        &[STAFF],
        html! {
            header { div { span.logo { (logo()) "Chorus" } } }
            main.narrow { (main) }
        },
    )
}

fn document(title: &str, styles: &[&'static str], body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                title { (title) " · Chorus" }
                link rel="icon" href="data:,";
                @for style in styles { style { (PreEscaped(style)) } }
            }
            body { (body) }
        }
    }
}

/// Five voices, as bars.
fn logo() -> Markup {
    html! {
        svg viewBox="0 0 26 20" aria-hidden="true" {
            path fill="none" d="M2 8v4M9 4v12M17 7v6M24 2v16" {}
        }
    }
}
