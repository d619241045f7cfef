//! Moving from plan to plan: what a plan requires, the request, its ticket and its state.

use crate::contact::Contact;
use crate::schema::{Hostname, OneOf};
use crate::shape::{Shape, required_text, shape};
use crate::words::DeletionReason;
use crate::words::Word;
use billing_domain::BillingError;
use billing_domain::plans::{
    RequiredField, TransitionFlow as FlowNoun, TransitionMethod, TransitionPayload as PayloadNoun,
    TransitionRequest, TransitionState, TransitionTicket,
};

shape! {
    /// How one moves onto a plan.
    pub struct TransitionFlow = "planUsagePlanTransitionFlow" {
        /// Word for word.
        method: String as OneOf<TransitionMethod>,
        /// Words, word for word.
        required_fields: Vec<String> as Vec<OneOf<RequiredField>>,
        /// True when the billing department must approve.
        requires_manual_approval: bool,
    }
}

shape! {
    /// The body of a request to move.
    pub struct InitiateTransition = "plan_transitionInitiatePlanTransitionReq" {
        /// `system`, or absent.
        namespace: String,
        /// The plan's key.
        new_plan: String,
        /// What the plan's flow requires.
        payload: TransitionPayload,
    }
}

shape! {
    /// What a request carries. The two ids of the document that only a backend may set are not read.
    pub struct TransitionPayload = "plan_transitionTransitionPayload" {
        /// Appears on invoices.
        billing_address: Contact,
        /// Used when a method is charged.
        payment_address: Contact,
        /// A secret.
        payment_provider_token: String,
        /// The tenant's domain.
        domain: String as Hostname,
        /// True to have a ticket written.
        create_support_ticket: bool,
        /// What the ticket shall say besides.
        support_ticket_info: String,
        /// Word for word.
        deletion_reason: String as OneOf<DeletionReason>,
        /// In the customer's words.
        deletion_feedback: String,
        /// Keys to take with the move.
        subscribe_addon_services: Vec<String>,
        /// Keys to drop with the move.
        unsubscribe_addon_services: Vec<String>,
        /// Set by a backend, for itself; not read.
        billing_provider_account_id: String,
        /// Set by a backend, for itself; not read.
        tp_subscription_id: String,
    }
}

shape! {
    /// The answer to a request.
    pub struct TransitionStarted = "plan_transitionInitiatePlanTransitionRsp" {
        /// A UUID, the secret that opens the state.
        id: String,
        /// True when it waits for the billing department.
        requires_manual_approval: bool,
    }
}

shape! {
    /// The answer to asking for the state.
    pub struct TransitionStatus = "plan_transitionGetPlanTransitionRsp" {
        /// Word for word.
        state: String as OneOf<TransitionState>,
    }
}

impl Shape for TransitionFlow {
    type Noun = FlowNoun;

    fn encode(noun: &FlowNoun) -> Result<Self, BillingError> {
        Ok(Self {
            method: noun.method.to_field(),
            required_fields: Some(noun.required_fields.iter().map(|field| field.word().to_owned()).collect()),
            requires_manual_approval: Some(noun.requires_manual_approval),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<FlowNoun, BillingError> {
        let fields = self.required_fields.unwrap_or_default();
        Ok(FlowNoun {
            method: TransitionMethod::from_field(self.method),
            required_fields: fields.into_iter().map(RequiredField::from_word).collect(),
            requires_manual_approval: self.requires_manual_approval.unwrap_or_default(),
        })
    }
}

impl Shape for InitiateTransition {
    type Noun = TransitionRequest;

    fn encode(noun: &TransitionRequest) -> Result<Self, BillingError> {
        Ok(Self {
            new_plan: Some(noun.new_plan.clone()),
            payload: Some(TransitionPayload::encode(&noun.payload)?),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<TransitionRequest, BillingError> {
        Ok(TransitionRequest {
            new_plan: required_text(self.new_plan, "new_plan")?,
            payload: self.payload.unwrap_or_default().decode()?,
        })
    }
}

impl Shape for TransitionPayload {
    type Noun = PayloadNoun;

    fn encode(noun: &PayloadNoun) -> Result<Self, BillingError> {
        let some_of = |keys: &Vec<String>| (!keys.is_empty()).then(|| keys.clone());
        Ok(Self {
            billing_address: noun.billing_address.as_ref().map(Contact::encode).transpose()?,
            payment_address: noun.payment_address.as_ref().map(Contact::encode).transpose()?,
            payment_provider_token: noun.payment_provider_token.clone(),
            domain: noun.domain.clone(),
            create_support_ticket: Some(noun.create_support_ticket),
            support_ticket_info: noun.support_ticket_info.clone(),
            deletion_reason: noun.deletion_reason.clone(),
            deletion_feedback: noun.deletion_feedback.clone(),
            subscribe_addon_services: some_of(&noun.subscribe_addons),
            unsubscribe_addon_services: some_of(&noun.unsubscribe_addons),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<PayloadNoun, BillingError> {
        Ok(PayloadNoun {
            billing_address: self.billing_address.map(Contact::decode).transpose()?,
            payment_address: self.payment_address.map(Contact::decode).transpose()?,
            payment_provider_token: self.payment_provider_token,
            domain: self.domain,
            create_support_ticket: self.create_support_ticket.unwrap_or_default(),
            support_ticket_info: self.support_ticket_info,
            deletion_reason: self.deletion_reason,
            deletion_feedback: self.deletion_feedback,
            subscribe_addons: self.subscribe_addon_services.unwrap_or_default(),
            unsubscribe_addons: self.unsubscribe_addon_services.unwrap_or_default(),
        })
    }
}

impl Shape for TransitionStarted {
    type Noun = TransitionTicket;

    fn encode(noun: &TransitionTicket) -> Result<Self, BillingError> {
        Ok(Self {
            id: Some(noun.id.clone()),
            requires_manual_approval: Some(noun.requires_manual_approval),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<TransitionTicket, BillingError> {
        Ok(TransitionTicket {
            id: required_text(self.id, "id of the plan transition")?,
            requires_manual_approval: self.requires_manual_approval.unwrap_or_default(),
        })
    }
}

impl Shape for TransitionStatus {
    type Noun = TransitionState;

    fn encode(noun: &TransitionState) -> Result<Self, BillingError> {
        Ok(Self { state: noun.to_field(), ..Self::default() })
    }

    fn decode(self) -> Result<TransitionState, BillingError> {
        Ok(TransitionState::from_field(self.state))
    }
}
