//! Quota objects: create, replace, read and list.

use super::limits::QuotaSpec;
use super::status::{Initializers, ListError, ObjectRef, QuotaStatus, ViewRef};
use crate::numbers::Integer;
use crate::schema::UuidText;
use crate::shape::{Shape, required, required_text, shape};
use crate::times::Timestamp;
use billing_domain::BillingError;
use billing_domain::quotas::{ObjectMeta, QuotaDraft, QuotaObject};
use serde_json::Value;
use std::collections::BTreeMap;

shape! {
    /// What a person may say of an object.
    pub struct Metadata = "schemaObjectGetMetaType" | "schemaObjectCreateMetaType" | "schemaObjectReplaceMetaType" {
        /// Unique in its namespace.
        name: String,
        /// Where it is kept.
        namespace: String,
        /// Free text.
        description: String,
        /// For selecting.
        labels: BTreeMap<String, String>,
        /// For other programs.
        annotations: BTreeMap<String, String>,
        /// Administratively off.
        disable: bool,
    }
}

shape! {
    /// What the backend says of an object.
    pub struct SystemMetadata = "schemaSystemObjectGetMetaType" {
        /// Unique in time and space.
        uid: String as UuidText,
        /// When it was made.
        creation_timestamp: Timestamp,
        /// When it was last replaced.
        modification_timestamp: Timestamp,
        /// Who made it.
        creator_id: String,
        /// Whose it is.
        tenant: String,
        /// What kind of program made it.
        creator_class: String,
        /// When it was deleted, while its end is awaited.
        deletion_timestamp: Timestamp,
        /// Who must agree before it goes.
        finalizers: Vec<String>,
        /// What it waits for before it counts.
        initializers: Initializers,
        /// Labels that the backend sets.
        labels: BTreeMap<String, String>,
        /// A number of the backend's own.
        object_index: Integer,
        /// The object that it is a part of.
        owner_view: ViewRef,
    }
}

shape! {
    /// The body of create and replace.
    pub struct QuotaRequest = "quotaCreateRequest" | "quotaReplaceRequest" {
        /// Which one.
        metadata: Metadata,
        /// All its limits.
        spec: QuotaSpec,
    }
}

shape! {
    /// The answer to create and get. The forms come when they are asked for.
    pub struct QuotaAnswer = "quotaGetResponse" | "quotaCreateResponse" {
        /// Which one.
        metadata: Metadata,
        /// By the backend.
        system_metadata: SystemMetadata,
        /// All its limits.
        spec: QuotaSpec,
        /// A body that would create one like it.
        create_form: QuotaRequest,
        /// A body that would replace it.
        replace_form: QuotaRequest,
        /// Objects that refer to it; nothing refers to a quota.
        referring_objects: Vec<ObjectRef>,
        /// Objects that it refers to and that are gone.
        deleted_referred_objects: Vec<ObjectRef>,
        /// Objects that it refers to and that are off.
        disabled_referred_objects: Vec<ObjectRef>,
        /// What services say of it.
        status: Vec<QuotaStatus>,
    }
}

shape! {
    /// One entry of a list: a summary, and the object when `report_fields` asks for it.
    pub struct QuotaListItem = "quotaListResponseItem" {
        /// Whose it is.
        tenant: String,
        /// Where it is kept.
        namespace: String,
        /// Unique in its namespace.
        name: String,
        /// Unique in time and space.
        uid: String as UuidText,
        /// Free text.
        description: String,
        /// Administratively off.
        disabled: bool,
        /// For selecting.
        labels: BTreeMap<String, String>,
        /// For other programs.
        annotations: BTreeMap<String, String>,
        /// On request.
        metadata: Metadata,
        /// On request.
        system_metadata: SystemMetadata,
        /// On request.
        get_spec: QuotaSpec,
        /// The object that it is a part of.
        owner_view: ViewRef,
        /// What services say of it.
        status_set: Vec<QuotaStatus>,
    }
}

shape! {
    /// The answer to listing.
    pub struct QuotaList = "quotaListResponse" {
        /// By name.
        items: Vec<QuotaListItem>,
        /// Empty when all is well; else the list is not complete.
        errors: Vec<Value> as Vec<ListError>,
    }
}

shape! {
    /// The body of delete, when there is one. The path decides.
    pub struct QuotaDelete = "quotaDeleteRequest" {
        /// The object of the path.
        name: String,
        /// The namespace of the path.
        namespace: String,
        /// Nothing refers to a quota.
        fail_if_referred: bool,
    }
}

/// What `get` shall carry beside the object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResponseFormat {
    /// Nothing.
    #[default]
    Plain,
    /// `create_form`.
    ForCreate,
    /// `replace_form`.
    ForReplace,
}

/// What a list tells of one object: a tenant that ignores `report_fields` tells only its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// All of it.
    Whole(Box<QuotaObject>),
    /// Read it by name.
    Named(String),
}

impl ResponseFormat {
    /// The words of the document.
    pub(crate) const WORDS: [&'static str; 7] = [
        "GET_RSP_FORMAT_DEFAULT",
        "GET_RSP_FORMAT_FOR_CREATE",
        "GET_RSP_FORMAT_FOR_REPLACE",
        "GET_RSP_FORMAT_STATUS",
        "GET_RSP_FORMAT_READ",
        "GET_RSP_FORMAT_REFERRING_OBJECTS",
        "GET_RSP_FORMAT_BROKEN_REFERENCES",
    ];

    /// The format behind the query's word.
    ///
    /// # Errors
    /// `InvalidInput` for a word outside the document.
    pub fn from_word(word: &str) -> Result<Self, BillingError> {
        match word.strip_prefix("GET_RSP_FORMAT_") {
            Some("FOR_CREATE") => Ok(Self::ForCreate),
            Some("FOR_REPLACE") => Ok(Self::ForReplace),
            Some("DEFAULT" | "READ" | "STATUS" | "REFERRING_OBJECTS" | "BROKEN_REFERENCES") => {
                Ok(Self::Plain)
            }
            _ => Err(BillingError::invalid(format!("{word:?} is not a response format."))),
        }
    }
}

impl QuotaAnswer {
    /// Adds the form that was asked for.
    #[must_use]
    pub fn with_form(mut self, format: ResponseFormat) -> Self {
        let form = QuotaRequest {
            metadata: self.metadata.clone(),
            spec: self.spec.clone(),
            ..QuotaRequest::default()
        };
        match format {
            ResponseFormat::Plain => {}
            ResponseFormat::ForCreate => self.create_form = Some(form),
            ResponseFormat::ForReplace => self.replace_form = Some(form),
        }
        self
    }
}

impl Shape for Metadata {
    type Noun = ObjectMeta;

    fn encode(noun: &ObjectMeta) -> Result<Self, BillingError> {
        Ok(Self {
            name: Some(noun.name.clone()),
            namespace: Some(noun.namespace.clone()),
            description: Some(noun.description.clone()),
            labels: Some(noun.labels.clone()),
            annotations: Some(noun.annotations.clone()),
            disable: Some(noun.disable),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<ObjectMeta, BillingError> {
        Ok(ObjectMeta {
            name: required_text(self.name, "metadata.name")?,
            namespace: required_text(self.namespace, "metadata.namespace")?,
            description: self.description.unwrap_or_default(),
            labels: self.labels.unwrap_or_default(),
            annotations: self.annotations.unwrap_or_default(),
            disable: self.disable.unwrap_or_default(),
        })
    }
}

impl Shape for QuotaRequest {
    type Noun = QuotaDraft;

    fn encode(noun: &QuotaDraft) -> Result<Self, BillingError> {
        Ok(Self {
            metadata: Some(Metadata::encode(&noun.metadata)?),
            spec: Some(QuotaSpec::encode(&noun.limits)?),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<QuotaDraft, BillingError> {
        let spec = self.spec.unwrap_or_default();
        spec.require_maxima()?;
        Ok(QuotaDraft { metadata: required(self.metadata, "metadata")?.decode()?, limits: spec.decode()? })
    }
}

impl Shape for QuotaAnswer {
    type Noun = QuotaObject;

    fn encode(noun: &QuotaObject) -> Result<Self, BillingError> {
        let system_metadata = SystemMetadata {
            uid: Some(noun.uid.clone()),
            creation_timestamp: Some(Timestamp(noun.created_at)),
            modification_timestamp: noun.modified_at.map(Timestamp),
            creator_id: Some(noun.creator.clone()),
            ..SystemMetadata::default()
        };
        Ok(Self {
            metadata: Some(Metadata::encode(&noun.metadata)?),
            system_metadata: Some(system_metadata),
            spec: Some(QuotaSpec::encode(&noun.limits)?),
            ..Self::default()
        })
    }

    fn decode(self) -> Result<QuotaObject, BillingError> {
        let metadata = required(self.metadata, "metadata")?.decode()?;
        let system = required(self.system_metadata, "system_metadata")?;
        let created = required(system.creation_timestamp, "system_metadata.creation_timestamp")?;
        Ok(QuotaObject {
            metadata,
            uid: system.uid.unwrap_or_default(),
            created_at: created.0,
            modified_at: system.modification_timestamp.map(|at| at.0),
            creator: system.creator_id.unwrap_or_default(),
            limits: self.spec.unwrap_or_default().decode()?,
        })
    }
}

impl QuotaListItem {
    /// The summary of an object with all that `report_fields` may ask for.
    ///
    /// # Errors
    /// As [`Shape::encode`].
    pub fn whole(noun: &QuotaObject) -> Result<Self, BillingError> {
        let QuotaAnswer { metadata, system_metadata, spec, .. } = QuotaAnswer::encode(noun)?;
        let meta = &noun.metadata;
        Ok(Self {
            namespace: Some(meta.namespace.clone()),
            name: Some(meta.name.clone()),
            uid: Some(noun.uid.clone()),
            description: Some(meta.description.clone()),
            disabled: Some(meta.disable),
            labels: Some(meta.labels.clone()),
            annotations: Some(meta.annotations.clone()),
            metadata,
            system_metadata,
            get_spec: spec,
            ..Self::default()
        })
    }

    /// Keeps only the extra fields that are named: none for a plain summary.
    #[must_use]
    pub fn reporting(mut self, fields: &[&str]) -> Self {
        let asked = |field: &str| fields.contains(&field);
        self.metadata = self.metadata.filter(|_| asked("metadata"));
        self.system_metadata = self.system_metadata.filter(|_| asked("system_metadata"));
        self.get_spec = self.get_spec.filter(|_| asked("get_spec"));
        self
    }

    /// The object, or its name when the tenant told no more.
    ///
    /// # Errors
    /// `InvalidInput` for an entry without a name or with fields that are wrong.
    pub fn decode(self) -> Result<Listed, BillingError> {
        if self.metadata.is_none() || self.system_metadata.is_none() || self.get_spec.is_none() {
            return required_text(self.name, "name of a quota").map(Listed::Named);
        }
        let QuotaListItem { metadata, system_metadata, get_spec: spec, .. } = self;
        let answer = QuotaAnswer { metadata, system_metadata, spec, ..QuotaAnswer::default() };
        answer.decode().map(|object| Listed::Whole(Box::new(object)))
    }
}
