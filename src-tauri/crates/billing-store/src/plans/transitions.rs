//! Requests to move from plan to plan, with their track. No column holds the provider's token.

use crate::contacts::{CONTACT_COLUMNS, with_contact};
use crate::values::{instant, instant_text};
use crate::{Reader, StoreError, Writer};
use billing_domain::plans::transitions::{Transition, TransitionStep};
use billing_domain::plans::{TransitionPayload, TransitionState};
use chrono::DateTime;
use rusqlite::{OptionalExtension, Row, params};

const COLUMNS: &str = "id, from_plan, to_plan, requester, approver, requires_manual_approval, ticket, wants_ticket, planned_at, \
     preview";

impl Reader<'_> {
    /// The request of that id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn transition(&self, id: &str) -> Result<Option<Transition>, StoreError> {
        let mut query =
            self.sql.prepare_cached(&format!("SELECT {COLUMNS} FROM transition_request WHERE id = ?1"))?;
        let found = query.query_row([id], bare_transition).optional()?;
        found.map(|bare| self.whole_transition(bare)).transpose()
    }

    /// What the request carried, without what is secret: the provider's token became a payment method.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn transition_payload(&self, transition: &Transition) -> Result<TransitionPayload, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT domain, wants_ticket, ticket_info, deletion_reason, deletion_feedback
             FROM transition_request WHERE id = ?1",
        )?;
        let payload = query.query_row([&transition.id], |row| {
            Ok(TransitionPayload {
                domain: row.get(0)?,
                create_support_ticket: row.get(1)?,
                support_ticket_info: row.get(2)?,
                deletion_reason: row.get(3)?,
                deletion_feedback: row.get(4)?,
                subscribe_addons: transition.subscribe_addons.clone(),
                unsubscribe_addons: transition.unsubscribe_addons.clone(),
                ..TransitionPayload::default()
            })
        });
        Ok(payload?)
    }

    /// Every request, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn transitions(&self) -> Result<Vec<Transition>, StoreError> {
        let mut query = self
            .sql
            .prepare_cached(&format!("SELECT {COLUMNS} FROM transition_request ORDER BY number DESC"))?;
        let found = query.query_map([], bare_transition)?.collect::<Result<Vec<_>, _>>()?;
        found.into_iter().map(|bare| self.whole_transition(bare)).collect()
    }

    /// The open request; there is at most one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_transition(&self) -> Result<Option<Transition>, StoreError> {
        let mut query = self.sql.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM transition_request WHERE state IN ('creating', 'waiting_for_approval')"
        ))?;
        let found = query.query_row([], bare_transition).optional()?;
        found.map(|bare| self.whole_transition(bare)).transpose()
    }

    fn whole_transition(&self, bare: Bare) -> Result<Transition, StoreError> {
        let Bare { transition, planned_at } = bare;
        let track = self.track_of(&transition.id)?;
        // A request of an earlier time was for at once.
        let asked_at = track.first().map(|step| step.at);
        let planned_at = planned_at.map(|at| instant(&at)).transpose()?.or(asked_at);
        Ok(Transition {
            subscribe_addons: self.addons_of_transition(&transition.id, true)?,
            unsubscribe_addons: self.addons_of_transition(&transition.id, false)?,
            planned_at: planned_at.unwrap_or_default(),
            done: self.steps_of(&transition.id)?,
            track,
            ..transition
        })
    }

    fn addons_of_transition(&self, id: &str, begins: bool) -> Result<Vec<String>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT addon FROM transition_addon WHERE request = ?1 AND begins = ?2 ORDER BY position",
        )?;
        let addons = query.query_map(params![id, begins], |row| row.get(0))?;
        Ok(addons.collect::<Result<_, _>>()?)
    }

    fn track_of(&self, id: &str) -> Result<Vec<TransitionStep>, StoreError> {
        let mut query = self.sql.prepare_cached(
            "SELECT state, at, who, reason FROM transition_step WHERE request = ?1 ORDER BY position",
        )?;
        let mut rows = query.query([id])?;
        let mut track = Vec::new();
        while let Some(row) = rows.next()? {
            track.push(TransitionStep {
                state: state(&row.get::<_, String>(0)?)?,
                at: instant(&row.get::<_, String>(1)?)?,
                who: row.get(2)?,
                reason: row.get(3)?,
            });
        }
        Ok(track)
    }
}

impl Writer<'_> {
    /// Keeps a new request. Of its payload only what is no secret: domain, contacts, add-ons and what a ticket says.
    ///
    /// # Errors
    /// [`StoreError`]; a second open request breaks a constraint.
    pub fn add_transition(
        &self,
        transition: &Transition,
        payload: &TransitionPayload,
    ) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO transition_request (id, number, from_plan, to_plan, requester, approver,
                     requires_manual_approval, ticket, domain, state, planned_at, wants_ticket, ticket_info,
                     deletion_reason, deletion_feedback, preview)
                 SELECT ?1, COALESCE(MAX(number), 0) + 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15
                 FROM transition_request",
            )?
            .execute(params![
                transition.id,
                transition.from_plan,
                transition.to_plan,
                transition.requester,
                transition.approver,
                transition.requires_manual_approval,
                transition.ticket,
                payload.domain,
                state_code(&transition.state())?,
                instant_text(transition.planned_at),
                transition.wants_ticket,
                payload.support_ticket_info,
                payload.deletion_reason,
                payload.deletion_feedback,
                transition.preview
            ])?;
        self.insert_transition_addons(transition)?;
        self.insert_transition_contacts(&transition.id, payload)?;
        self.insert_steps(transition, 0)?;
        self.insert_done_steps(transition)
    }

    /// Saves what has happened to a request since it was read: new states and steps, its ticket, and who decided.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save_transition(&self, transition: &Transition) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "UPDATE transition_request SET state = ?2, approver = ?3, ticket = ?4 WHERE id = ?1",
            )?
            .execute(params![
                transition.id,
                state_code(&transition.state())?,
                transition.approver,
                transition.ticket
            ])?;
        let known = self.track_of(&transition.id)?.len();
        self.insert_steps(transition, known)?;
        self.insert_done_steps(transition)
    }

    fn insert_steps(&self, transition: &Transition, from: usize) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO transition_step (request, position, state, at, who, reason) VALUES (?, ?, ?, ?, ?, ?)",
        )?;
        for (position, step) in (0u32..).zip(&transition.track).skip(from) {
            let (state, at) = (state_code(&step.state)?, instant_text(step.at));
            insert.execute(params![transition.id, position, state, at, step.who, step.reason])?;
        }
        Ok(())
    }

    fn insert_transition_addons(&self, transition: &Transition) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(
            "INSERT INTO transition_addon (request, position, addon, begins) VALUES (?, ?, ?, ?)",
        )?;
        let begin = transition.subscribe_addons.iter().map(|addon| (addon, true));
        let drop = transition.unsubscribe_addons.iter().map(|addon| (addon, false));
        for (position, (addon, begins)) in (0u32..).zip(begin.chain(drop)) {
            insert.execute(params![transition.id, position, addon, begins])?;
        }
        Ok(())
    }

    fn insert_transition_contacts(&self, id: &str, payload: &TransitionPayload) -> Result<(), StoreError> {
        let mut insert = self.sql.prepare_cached(&format!(
            "INSERT INTO transition_contact (request, purpose, {CONTACT_COLUMNS})
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ))?;
        let given = [("billing", &payload.billing_address), ("payment", &payload.payment_address)];
        for (purpose, contact) in given {
            if let Some(contact) = contact {
                insert.execute(with_contact(&[&id, &purpose], contact))?;
            }
        }
        Ok(())
    }
}

/// A request's own row; its instant still as text.
struct Bare {
    transition: Transition,
    planned_at: Option<String>,
}

fn bare_transition(row: &Row<'_>) -> rusqlite::Result<Bare> {
    let transition = Transition {
        id: row.get(0)?,
        from_plan: row.get(1)?,
        to_plan: row.get(2)?,
        requester: row.get(3)?,
        approver: row.get(4)?,
        requires_manual_approval: row.get(5)?,
        ticket: row.get(6)?,
        subscribe_addons: Vec::new(),
        unsubscribe_addons: Vec::new(),
        planned_at: DateTime::UNIX_EPOCH,
        wants_ticket: row.get(7)?,
        preview: row.get(9)?,
        track: Vec::new(),
        done: Vec::new(),
    };
    Ok(Bare { transition, planned_at: row.get(8)? })
}

fn state(code: &str) -> Result<TransitionState, StoreError> {
    match code {
        "creating" => Ok(TransitionState::Creating),
        "waiting_for_approval" => Ok(TransitionState::WaitingForApproval),
        "finished" => Ok(TransitionState::Finished),
        "failed" => Ok(TransitionState::Failed),
        other => Err(StoreError::Corrupt(format!("{other:?} is not a state of a plan transition"))),
    }
}

fn state_code(state: &TransitionState) -> Result<&'static str, StoreError> {
    match state {
        TransitionState::Creating => Ok("creating"),
        TransitionState::WaitingForApproval => Ok("waiting_for_approval"),
        TransitionState::Finished => Ok("finished"),
        TransitionState::Failed => Ok("failed"),
        TransitionState::Other(word) => {
            Err(StoreError::Corrupt(format!("{word:?} is not a state that can be kept")))
        }
    }
}
