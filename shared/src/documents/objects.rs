//! The table that tells which register an operation belongs to.

use super::{
    Documents, genesis,
    moves::Tale,
    shape::{ADDED, ROOTS, Root},
    write::Register,
};
use crate::ids::{ChangeHash, DocumentKind};
use automerge::{
    Change, ObjId, ObjType, ROOT, ReadDoc as _, Value,
    legacy::{Key, ObjectId, OpType},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

/// What an operation touched: a key of a root map and, for an entity, its field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Touched {
    pub root: Root,
    pub key: String,
    pub field: Option<String>,
    /// The operation created the entity.
    pub created: bool,
}

impl Touched {
    pub(super) fn register(&self) -> Register {
        Register { root: self.root, key: self.key.clone(), field: self.field.clone() }
    }
}

/// Which map an operation's object is.
#[derive(Debug, Clone, Default)]
pub(super) struct Objects {
    genesis: BTreeMap<DocumentKind, (ChangeHash, u64)>,
    roots: BTreeMap<(DocumentKind, &'static str), ObjId>,
    maps: BTreeMap<MapId, Place>,
}

/// Document, counter and actor of the operation that made a map.
pub(super) type MapId = (DocumentKind, u64, Vec<u8>);

/// What a change from elsewhere touches and makes, if it keeps to the form of version 1.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub touched: BTreeSet<Touched>,
    pub tale: Tale,
    pub fresh: BTreeMap<MapId, Place>,
}

/// What a known change touches and makes.
#[derive(Debug, Default)]
pub(super) struct Touches {
    pub touched: Vec<Touched>,
    pub fresh: BTreeMap<MapId, Place>,
    pub tale: Tale,
}

#[derive(Debug, Clone)]
pub(super) enum Place {
    Root(Root),
    Entity(Root, String),
}

impl Place {
    /// Its root map and, for an entity, its key there.
    pub(super) fn of(&self) -> (Root, Option<&str>) {
        match self {
            Self::Root(root) => (*root, None),
            Self::Entity(root, key) => (*root, Some(key)),
        }
    }
}

impl Objects {
    /// The root maps, which the frozen first change made.
    pub(super) fn of_roots(documents: &Documents) -> Self {
        let mut objects = Self::default();
        for kind in DocumentKind::ALL {
            let change = genesis::change(kind);
            objects.genesis.insert(kind, (ChangeHash(change.hash().0), change.max_op()));
        }
        for root in ROOTS {
            let found = documents.document(root.document).get(ROOT, root.name);
            if let Ok(Some((Value::Object(ObjType::Map), id))) = found {
                objects.note(root.document, &id, Place::Root(*root));
                objects.roots.insert((root.document, root.name), id);
            }
        }
        objects
    }

    /// The root maps and all entities.
    pub(super) fn of_all(documents: &Documents) -> Self {
        let mut objects = Self::of_roots(documents);
        for root in ROOTS.iter().filter(|root| root.entities) {
            let document = documents.document(root.document);
            let Some(map) = objects.root(*root).cloned() else {
                continue;
            };
            let items: Vec<_> =
                document.map_range(&map, ..).map(|item| item.key.into_owned()).collect();
            for key in items {
                for (_, id) in document.get_all(&map, key.as_str()).unwrap_or_default() {
                    objects.note(root.document, &id, Place::Entity(*root, key.clone()));
                }
            }
        }
        objects
    }

    pub(super) fn genesis(&self, kind: DocumentKind) -> ChangeHash {
        self.genesis.get(&kind).map_or(ChangeHash([0; 32]), |(hash, _)| *hash)
    }

    pub(super) fn genesis_max_op(&self, kind: DocumentKind) -> u64 {
        self.genesis.get(&kind).map_or(0, |(_, op)| *op)
    }

    pub(super) fn root(&self, root: Root) -> Option<&ObjId> {
        self.roots.get(&(root.document, root.name))
    }

    /// Which map an object is.
    pub(super) fn place(&self, kind: DocumentKind, id: &ObjId) -> Option<&Place> {
        let ObjId::Id(counter, actor, _) = id else {
            return None;
        };
        self.maps.get(&(kind, *counter, actor.to_bytes().to_vec()))
    }

    fn note(&mut self, kind: DocumentKind, id: &ObjId, place: Place) {
        if let ObjId::Id(counter, actor, _) = id {
            self.maps.insert((kind, *counter, actor.to_bytes().to_vec()), place);
        }
    }

    /// Notes the entities that a change creates, and tells what it touched.
    pub(super) fn learn(&mut self, kind: DocumentKind, change: &Change) -> (Vec<Touched>, Tale) {
        let Touches { touched, fresh, tale } = self.touched_by(kind, change);
        self.maps.extend(fresh);
        (touched, tale)
    }

    /// Enters what a survey found.
    pub(super) fn adopt(&mut self, survey: Survey) -> (BTreeSet<Touched>, Tale) {
        self.maps.extend(survey.fresh);
        (survey.touched, survey.tale)
    }

    /// Looks at every operation of a change from elsewhere. What stands under the root maps of
    /// this version is only ever written in the ways of this version:
    /// - the root is left alone: whoever takes a root map away hides everything in it;
    /// - a thing is made once, and never deleted or replaced (it is removed by a field);
    /// - a register takes scalars, and is emptied only to be written anew.
    ///
    /// In spare root maps, in those that have got a meaning since, and in objects inside of things,
    /// other versions do as they like.
    /// `before` are the maps that earlier changes of the same batch make.
    pub(super) fn survey(
        &self,
        kind: DocumentKind,
        change: &Change,
        before: &BTreeMap<MapId, Place>,
    ) -> Result<Survey, &'static str> {
        // A crafted change may name an actor that it does not list.
        let decoded = catch_unwind(AssertUnwindSafe(|| change.decode()));
        let operations = decoded.map_err(|_| "its operations cannot be read")?.operations;
        let actor = change.actor_id().to_bytes().to_vec();
        let mut survey = Survey::default();
        let mut made = BTreeSet::new();
        let mut emptied = BTreeSet::new();
        for (counter, operation) in (change.start_op().get()..).zip(operations) {
            let ObjectId::Id(object) = &operation.obj else {
                return Err("it writes into the root of the document");
            };
            let id = (kind, object.0, object.1.to_bytes().to_vec());
            let known = survey.fresh.get(&id).or_else(|| before.get(&id));
            let Some(place) = known.or_else(|| self.maps.get(&id)).cloned() else { continue };
            let open = matches!(place, Place::Root(root) if ADDED.contains(&root));
            let key = match &operation.key {
                Key::Map(key) => key.to_string(),
                Key::Seq(_) if open => continue,
                Key::Seq(_) => return Err("it writes into a map as into a list"),
            };
            let touched = match place {
                Place::Root(root) if root.entities => {
                    if operation.action != OpType::Make(ObjType::Map)
                        || !operation.pred.is_empty()
                        || !made.insert((root, key.clone()))
                    {
                        return Err("it deletes or replaces a whole thing");
                    }
                    let place = Place::Entity(root, key.clone());
                    survey.fresh.insert((kind, counter, actor.clone()), place);
                    Touched { root, key, field: None, created: true }
                }
                Place::Root(root) => Touched { root, key, field: None, created: false },
                Place::Entity(root, entity) => {
                    Touched { root, key: entity, field: Some(key), created: false }
                }
            };
            if !touched.created && !open {
                match &operation.action {
                    OpType::Put(_) => drop(emptied.remove(&touched)),
                    OpType::Delete => drop(emptied.insert(touched.clone())),
                    // A text beside the registers, such as the notes of a session.
                    OpType::Make(_) if touched.field.is_some() && operation.pred.is_empty() => {}
                    OpType::Make(_)
                    | OpType::Increment(_)
                    | OpType::MarkBegin(_)
                    | OpType::MarkEnd(_) => return Err("it writes no plain value into a register"),
                }
            }
            survey.tale.note(&touched, counter, &operation, change.start_op().get());
            survey.touched.insert(touched);
        }
        if emptied.is_empty() { Ok(survey) } else { Err("it empties a register") }
    }

    /// Registers and entities that the operations of a change touched, and the maps it makes.
    pub(super) fn touched_by(&self, kind: DocumentKind, change: &Change) -> Touches {
        let actor = change.actor_id().to_bytes().to_vec();
        let mut touches = Touches::default();
        for (counter, operation) in (change.start_op().get()..).zip(change.decode().operations) {
            let ObjectId::Id(object) = &operation.obj else {
                continue;
            };
            let Key::Map(key) = &operation.key else {
                continue;
            };
            let id = (kind, object.0, object.1.to_bytes().to_vec());
            let touched = match touches.fresh.get(&id).or_else(|| self.maps.get(&id)).cloned() {
                Some(Place::Root(root)) => {
                    let created = root.entities && matches!(operation.action, OpType::Make(_));
                    let key = key.to_string();
                    if created {
                        let place = Place::Entity(root, key.clone());
                        touches.fresh.insert((kind, counter, actor.clone()), place);
                    }
                    Touched { root, key, field: None, created }
                }
                Some(Place::Entity(root, key_of_entity)) => Touched {
                    root,
                    key: key_of_entity,
                    field: Some(key.to_string()),
                    created: false,
                },
                None => continue,
            };
            touches.tale.note(&touched, counter, &operation, change.start_op().get());
            touches.touched.push(touched);
        }
        touches
    }
}
