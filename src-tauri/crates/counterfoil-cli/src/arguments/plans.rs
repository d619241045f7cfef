//! `plans ..`

use super::instant;
use crate::book::BookArgument;
use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub enum PlansCommand {
    /// Every plan on offer, and which way a move onto it goes.
    List {
        #[command(flatten)]
        book: BookArgument,
    },
    /// Ask for a move onto another plan; exit code 1 when it ends as failed.
    Move(Box<MoveArguments>),
    /// Every request to move with its steps, the newest first.
    Requests {
        #[command(flatten)]
        book: BookArgument,
    },
    /// Say yes to a request that waits; not the one who asked.
    Approve {
        #[command(flatten)]
        decision: DecisionArguments,
        /// The tenant's name, for a move that deletes the tenant and makes it anew.
        #[arg(long, value_name = "TENANT")]
        confirm: Option<String>,
    },
    /// Say no to a request that waits; not the one who asked.
    Refuse(DecisionArguments),
    /// Call a request off before it takes effect.
    Cancel {
        #[command(flatten)]
        book: BookArgument,
        /// The request, as `plans requests` names it.
        id: String,
        /// Who calls it off.
        #[arg(long, value_name = "WHO", default_value = "")]
        by: String,
        /// Why.
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Carry out the move whose time has come, as if it were T.
    RunDue {
        #[command(flatten)]
        book: BookArgument,
        /// What time it is: a month, day or instant.
        #[arg(long, value_name = "T", value_parser = instant::parse)]
        until: DateTime<Utc>,
    },
    /// Go on with a move that was interrupted.
    Resume {
        #[command(flatten)]
        book: BookArgument,
    },
}

/// When a move takes effect, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WhenWord {
    /// At once.
    Now,
    /// At the end of what the plan that is held was charged for.
    PeriodEnd,
}

#[derive(Debug, Args)]
pub struct MoveArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// The plan's key.
    pub plan: String,
    /// When it takes effect; without, upgrades now and downgrades at the end of the period.
    #[arg(long, value_enum)]
    pub when: Option<WhenWord>,
    /// Take effect at this month, day or instant.
    #[arg(long, value_name = "T", value_parser = instant::parse, conflicts_with = "when")]
    pub at: Option<DateTime<Utc>>,
    /// An add-on to take with it; may be given several times.
    #[arg(long, value_name = "ADDON")]
    pub subscribe: Vec<String>,
    /// An add-on to drop with it; may be given several times.
    #[arg(long, value_name = "ADDON")]
    pub drop: Vec<String>,
    /// The payment provider's token, where the plan asks for one.
    #[arg(long, value_name = "TOKEN")]
    pub payment_token: Option<String>,
    /// The tenant's domain, where the plan asks for it.
    #[arg(long)]
    pub domain: Option<String>,
    /// The billing address on one line, where the plan asks for contacts.
    #[arg(long)]
    pub address: Option<String>,
    /// Have a support ticket written.
    #[arg(long)]
    pub ticket: bool,
    /// What the ticket shall say besides.
    #[arg(long, default_value = "")]
    pub note: String,
    /// Why, for a move that deletes the tenant.
    #[arg(long, default_value = "")]
    pub reason: String,
    /// The tenant's name, for a move that deletes the tenant and makes it anew; back the book up before.
    #[arg(long, value_name = "TENANT")]
    pub confirm: Option<String>,
    /// Who asks.
    #[arg(long, value_name = "WHO")]
    pub by: Option<String>,
    /// The preview that was looked at, as `preview plan` numbers it; it is shown with the request.
    #[arg(long, value_name = "NUMBER")]
    pub preview: Option<i64>,
}

#[derive(Debug, Args)]
pub struct DecisionArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// The request, as `plans requests` names it.
    pub id: String,
    /// Who decides.
    #[arg(long, value_name = "WHO")]
    pub by: String,
    /// Why.
    #[arg(long, default_value = "")]
    pub reason: String,
}
