//! The durable steps of moves.

use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::plans::steps::{DoneStep, MoveStep, Undo};
use billing_domain::plans::transitions::Transition;
use rusqlite::params;

impl Reader<'_> {
    /// What was done of a request, oldest first.
    pub(super) fn steps_of(&self, id: &str) -> Result<Vec<DoneStep>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT step, at, who, note, undo, undo_names FROM move_step WHERE request = ?1 ORDER BY n",
        )?;
        let mut rows = query.query([id])?;
        let mut done = Vec::new();
        while let Some(row) = rows.next()? {
            done.push(DoneStep {
                step: step(&row.get::<_, String>(0)?)?,
                at: instant(&row.get::<_, String>(1)?)?,
                who: row.get(2)?,
                note: row.get(3)?,
                undo: undo(&row.get::<_, String>(4)?, &row.get::<_, String>(5)?)?,
            });
        }
        Ok(done)
    }
}

impl Writer<'_> {
    /// Adds the steps of a request that are not in the file yet; what was written never changes.
    pub(super) fn insert_done_steps(&self, transition: &Transition) -> Result<(), StoreError> {
        let known = self.steps_of(&transition.id)?.len();
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO move_step (request, n, step, at, who, note, undo, undo_names) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        for (n, done) in (1u32..).zip(&transition.done).skip(known) {
            insert.execute(params![
                transition.id,
                n,
                done.step.as_str(),
                instant_text(done.at),
                done.who,
                done.note,
                done.undo.as_str(),
                done.undo.names().join("\n")
            ])?;
        }
        Ok(())
    }
}

fn step(word: &str) -> Result<MoveStep, StoreError> {
    let known = MoveStep::ALL.into_iter().find(|step| step.as_str() == word);
    known.ok_or_else(|| StoreError::Corrupt(format!("{word:?} is not a step of a plan transition")))
}

fn undo(word: &str, names: &str) -> Result<Undo, StoreError> {
    let names = names.lines().map(str::to_owned).collect();
    Undo::of(word, names).ok_or_else(|| StoreError::Corrupt(format!("{word:?} takes no step back")))
}
