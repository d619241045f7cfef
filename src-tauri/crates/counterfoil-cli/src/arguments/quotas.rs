//! `quotas ..`

use crate::book::BookArgument;
use billing_domain::Decimal;
use billing_domain::quotas::kinds::QuotaFamily;
use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub enum QuotasCommand {
    /// Every kind with its limit, its count and where it stands, worst first.
    List {
        #[command(flatten)]
        book: BookArgument,
    },
    /// How a kind stands; with N, exit code 1 when N more do not fit. Nothing is taken.
    Check {
        #[command(flatten)]
        kind: KindArguments,
        /// So many more.
        #[arg(value_parser = amount)]
        amount: Option<Decimal>,
    },
    /// Take N of a kind: limit and count are compared and the count is raised in one transaction.
    Take(CountArguments),
    /// Give N of a kind back.
    GiveBack(CountArguments),
}

#[derive(Debug, Args)]
pub struct KindArguments {
    #[command(flatten)]
    pub book: BookArgument,
    /// Its key, such as virtual_host.
    pub kind: String,
    /// Which family, where two kinds are called the same.
    #[arg(long, value_enum)]
    pub family: Option<FamilyWord>,
}

#[derive(Debug, Args)]
pub struct CountArguments {
    #[command(flatten)]
    pub kind: KindArguments,
    /// How many: whole for objects, a decimal for resources.
    #[arg(value_parser = amount)]
    pub amount: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FamilyWord {
    Object,
    Resource,
    Api,
}

impl From<FamilyWord> for QuotaFamily {
    fn from(word: FamilyWord) -> Self {
        match word {
            FamilyWord::Object => Self::Object,
            FamilyWord::Resource => Self::Resource,
            FamilyWord::Api => Self::Api,
        }
    }
}

fn amount(text: &str) -> Result<Decimal, String> {
    text.parse().map_err(|error| format!("{text:?} is not a number that can be counted exactly: {error}"))
}
