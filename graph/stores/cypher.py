"""The Cypher that the graph is written and read with: one constant a statement, above each what it does or answers.

Values are always parameters. Labels and relation types cannot be parameters; they come from the schema's closed lists.
"""

from functools import cache

from graph.schema import Kind, Relation

LABELS = {kind: kind.value.capitalize() for kind in Kind}
"""The label of each kind, beside `Entity`."""

RELATIONS = "|".join(relation.value for relation in Relation)

# What must be unique, and by what things are looked up.
SCHEMA = (
    *(
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in ("Document", "Passage", "Entity", "Atlas")
    ),
    "CREATE CONSTRAINT origin IF NOT EXISTS FOR (n:Origin) REQUIRE n.origin IS UNIQUE",
    "CREATE CONSTRAINT name IF NOT EXISTS FOR (n:Name) REQUIRE n.folded IS UNIQUE",
    "CREATE INDEX document_name IF NOT EXISTS FOR (n:Document) ON (n.name)",
    *(
        f"CREATE INDEX {label.lower()}_order IF NOT EXISTS FOR (n:{label}) ON (n.order, n.id)"
        for label in LABELS.values()
    ),
    *(
        f"CREATE INDEX {relation.value.lower()}_of IF NOT EXISTS FOR ()-[r:{relation.value}]-() ON (r.document_id)"
        for relation in Relation
    ),
)

# Which version of this schema does the graph have?
VERSION = "MATCH (a:Atlas {id: 'schema'}) RETURN a.version AS version"
SET_VERSION = "MERGE (a:Atlas {id: 'schema'}) SET a.version = $version"

# Takes the writer's lease, if nobody holds it or the holder's time is over; gives who holds it now, and for how long.
TAKE_LEASE = """
MERGE (w:Atlas {id: 'writer'})
SET w.seen = coalesce(w.seen, 0) + 1
WITH w, w.until IS NULL OR w.until < timestamp() OR w.holder = $holder OR w.holder IN $dead AS free
SET w.holder = CASE WHEN free THEN $holder ELSE w.holder END,
    w.until = CASE WHEN free THEN timestamp() + $span ELSE w.until END
RETURN w.holder AS holder, w.until - timestamp() AS left
"""
HOLDER = "MATCH (w:Atlas {id: 'writer'}) WHERE w.until >= timestamp() RETURN w.holder AS holder"
# The last word of each commit leaves another mark, by which readers see that something changed.
COMMITTED = """
MATCH (w:Atlas {id: 'writer', holder: $holder})
SET w.until = timestamp() + $span, w.mark = randomUUID() RETURN w.until
"""
RENEW_LEASE = (
    "MATCH (w:Atlas {id: 'writer', holder: $holder}) SET w.until = timestamp() + $span RETURN w.until"
)
GIVE_LEASE = "MATCH (w:Atlas {id: 'writer', holder: $holder}) SET w.until = 0"

# Writes documents, and where each came from.
PUT_DOCUMENTS = """
UNWIND $rows AS row
MERGE (d:Document {id: row.id})
SET d += row.properties
"""
PUT_ORIGINS = """
UNWIND $rows AS row
MERGE (o:Origin {origin: row.origin})
SET o.name = row.name, o.metadata = row.metadata, o.document_id = row.id
WITH o, row OPTIONAL MATCH (o)-[old:OF]->(:Document) DELETE old
WITH DISTINCT o, row MATCH (d:Document {id: row.id}) MERGE (o)-[:OF]->(d)
"""
# Names documents by the least of their origins, so that the order of loading leaves no trace.
NAME_DOCUMENTS = """
UNWIND $ids AS id
MATCH (o:Origin)-[:OF]->(d:Document {id: id})
WITH d, o ORDER BY o.name, o.metadata
WITH d, collect(o)[0] AS first SET d.name = first.name, d.metadata = first.metadata
"""
# Which other documents did these origins give, and do they come from elsewhere too?
RELEASED = """
UNWIND $rows AS row
MATCH (o:Origin {origin: row.origin})-[:OF]->(d:Document) WHERE d.id <> row.id
WITH o, d, o.origin AS origin DETACH DELETE o
WITH DISTINCT d, collect(origin) AS origins OPTIONAL MATCH (other:Origin)-[:OF]->(d)
RETURN d.id AS id, origins, count(other) AS others
"""
NAMES_OF = "MATCH (o:Origin)-[:OF]->(:Document {id: $id}) RETURN DISTINCT o.name AS name ORDER BY name"
RULES_OF = "MATCH (d:Document {id: $id}) RETURN d.rules AS rules"

# Removes what documents say: passages, claims, and their word on entities; gives the entities concerned.
ERASE_PASSAGES = "UNWIND $ids AS id MATCH (p:Passage)-[:PART_OF]->(:Document {id: id}) DETACH DELETE p"
ERASE_CLAIMS = {
    relation: f"UNWIND $ids AS id MATCH ()-[c:{relation.value} {{document_id: id}}]->() DELETE c"
    for relation in Relation
}
SAID = "UNWIND $ids AS id MATCH (:Document {id: id})-[s:SPEAKS_OF]->(e:Entity) RETURN id AS document, e.id AS id, s.payload AS payload"
UNSAY = (
    "UNWIND $rows AS row MATCH (:Document {id: row.document})-[s:SPEAKS_OF]->(:Entity {id: row.id}) DELETE s"
)
FORGET = """
UNWIND $ids AS id
MATCH (d:Document {id: id}) OPTIONAL MATCH (o:Origin)-[:OF]->(d)
DETACH DELETE o, d
"""

# Writes what documents say.
PUT_PASSAGES = """
UNWIND $rows AS row
MATCH (d:Document {id: row.document_id})
CREATE (p:Passage {id: row.id}) SET p += row.properties
CREATE (p)-[:PART_OF]->(d)
"""
PUT_ENTITIES = {
    kind: f"UNWIND $rows AS row CREATE (e:Entity:{label}) SET e = row.properties"
    for kind, label in LABELS.items()
}
SAY = """
UNWIND $rows AS row
MATCH (d:Document {id: row.document}) MATCH (e:Entity {id: row.id})
CREATE (d)-[s:SPEAKS_OF]->(e) SET s = row.said
"""
PUT_MENTIONS = """
UNWIND $rows AS row
MATCH (p:Passage {id: row.passage}) UNWIND row.entities AS id
MATCH (e:Entity {id: id}) CREATE (p)-[:MENTIONS]->(e)
"""
PUT_CLAIMS = {
    relation: "UNWIND $rows AS row MATCH (a:Entity {id: row.subject}) MATCH (b:Entity {id: row.object}) "
    f"CREATE (a)-[c:{relation.value}]->(b) SET c = row.properties"
    for relation in Relation
}

# An entity is what its documents say together: their words, the new form, and what nobody speaks of any more.
# A row costs the driver more than a value, so what an answer asks for by the hundred comes as lists in one row.
PRESENT = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN collect(id) AS ids, collect(e.payload) AS payloads"
)
WORDS_ON = """
UNWIND $ids AS id
MATCH (d:Document)-[s:SPEAKS_OF]->(:Entity {id: id})
WITH id, d, s ORDER BY id, d.id
RETURN id, collect(s.payload) AS said
"""
SHOW_ENTITIES = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e = row.properties"
UNNAME = "UNWIND $ids AS id MATCH (n:Name)-[r:NAMES]->(:Entity {id: id}) DELETE r WITH DISTINCT n WHERE NOT (n)-->() DELETE n"
PUT_NAMES = """
UNWIND $rows AS row
MATCH (e:Entity {id: row.id}) UNWIND row.names AS folded
MERGE (n:Name {folded: folded}) MERGE (n)-[:NAMES]->(e)
"""
DROP_ENTITIES = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WHERE NOT (:Document)-[:SPEAKS_OF]->(e) DETACH DELETE e"
)

# Which entities of a kind are there, by name; and those whose name holds a text?
LISTED = {
    kind: f"MATCH (e:{label}) WHERE $name = '' OR any(n IN e.names WHERE n CONTAINS $name) "
    "RETURN e.id AS id ORDER BY e.order, e.id SKIP $offset LIMIT $limit"
    for kind, label in LABELS.items()
}
# Of which entities of these kinds do documents speak, in the order of their text?
SAID_BY = """
UNWIND $ids AS id
MATCH (:Document {id: id})-[s:SPEAKS_OF]->(e:Entity) WHERE e.kind IN $kinds
RETURN id, s.payload AS said, e.payload AS payload ORDER BY id, s.start, e.id
"""
# Which entities have these names?
NAMED = """
UNWIND $forms AS form
MATCH (n:Name {folded: form})-[:NAMES]->(e:Entity)
WITH form, e.id AS id ORDER BY form, id
RETURN form AS folded, collect(id) AS ids
"""


@cache
def claims_about(relations: frozenset[Relation]) -> str:
    """Gives the statement that reads what is claimed of entities by these relations."""
    types = "|".join(sorted(relations))
    return f"""
UNWIND $ids AS id
CALL (id) {{ MATCH (:Entity {{id: id}})-[c:{types}]-(:Entity) RETURN c ORDER BY c.id LIMIT $limit }}
WITH DISTINCT c.id AS id, c.payload AS payload ORDER BY id RETURN payload
"""


_DOCUMENT = "d.name AS name, d.metadata AS metadata, d.payload AS payload, d.raw AS raw, d.text AS text"
DOCUMENT = f"MATCH (d:Document {{id: $id}}) RETURN {_DOCUMENT}"
SOURCED = f"""
UNWIND $ids AS id MATCH (d:Document {{id: id}})
RETURN id, {_DOCUMENT}, COLLECT {{ MATCH (o:Origin)-[:OF]->(d) RETURN DISTINCT o.name }} AS names
"""
DOCUMENTS_NAMED = f"MATCH (d:Document {{name: $name}}) RETURN {_DOCUMENT}, d.id AS id ORDER BY id LIMIT 9"
DOCUMENTS = f"MATCH (d:Document) RETURN {_DOCUMENT} ORDER BY d.name, d.id SKIP $offset LIMIT $limit"
HOLDINGS = "MATCH (d:Document) RETURN d.id AS id, d.rules AS rules ORDER BY id"
# Which mark did the last commit leave, and by which version of the rules are these documents read? The mark is read
# first: what is read after it may be newer than it says, never older.
VERSIONS = """
OPTIONAL MATCH (w:Atlas {id: 'writer'})
WITH w.mark AS mark
CALL () { UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN collect(id) AS ids, collect(d.rules) AS rules }
RETURN mark, ids, rules
"""
PASSAGES_OF = (
    "MATCH (p:Passage)-[:PART_OF]->(:Document {id: $id}) RETURN p.payload AS payload ORDER BY p.ordinal, p.id"
)
MENTIONS_OF = "MATCH (d:Document {id: $id}) RETURN d.mentions AS payload"
SAID_IN = "MATCH (:Document {id: $id})-[s:SPEAKS_OF]->(e:Entity) RETURN s.payload AS payload ORDER BY e.id"
CLAIMS_OF = " UNION ALL ".join(
    f"MATCH ()-[c:{relation.value} {{document_id: $id}}]->() RETURN c.id AS id, c.payload AS payload"
    for relation in Relation
)
ORIGINS_OF = "MATCH (o:Origin)-[:OF]->(:Document {id: $id}) RETURN o.origin AS origin, o.name AS name, o.metadata AS metadata ORDER BY origin"

# How much is there?
COUNTS = (
    "CALL { MATCH (d:Document) RETURN count(d) AS documents } CALL { MATCH (p:Passage) RETURN count(p) AS passages } "
    f"CALL {{ MATCH ()-[c:{RELATIONS}]->(:Entity) WHERE c.document_id IS NOT NULL RETURN count(c) AS claims }} "
    + " ".join(
        f"CALL {{ MATCH (e:{label}) RETURN count(e) AS {kind.value} }}" for kind, label in LABELS.items()
    )
    + " RETURN *"
)

# Everything, in one fixed order.
EXPORT_DOCUMENTS = f"MATCH (d:Document) RETURN {_DOCUMENT} ORDER BY d.id"
EXPORT_PASSAGES = """
MATCH (p:Passage) WITH p ORDER BY p.id
RETURN p.payload AS payload, COLLECT { MATCH (p)-[:MENTIONS]->(e:Entity) RETURN e.id ORDER BY e.id } AS entities
"""
EXPORT_ENTITIES = """
MATCH (e:Entity) WITH e ORDER BY e.id
RETURN COLLECT { MATCH (d:Document)-[s:SPEAKS_OF]->(e) RETURN s.payload ORDER BY d.id } AS said
"""
EXPORT_MENTIONS = "MATCH (d:Document) RETURN d.id AS id, d.mentions AS payload ORDER BY id"
EXPORT_CLAIMS = f"MATCH (:Entity)-[c:{RELATIONS}]->(:Entity) RETURN c.payload AS payload ORDER BY c.id"
