-- Records as they stand, and every change of them under the number of the act that made it.
CREATE TABLE record (
  county text NOT NULL,
  id text NOT NULL,
  kind text NOT NULL,
  office text NOT NULL,
  shown_to text[] NOT NULL DEFAULT '{}',
  everyone boolean NOT NULL DEFAULT false,
  revision bigint NOT NULL,
  value jsonb NOT NULL,
  frame text,
  clash_of text,
  changed_by text,
  n bigint NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX record_by_kind ON record (county, kind) WHERE kind <> 'rosterRow';
CREATE INDEX record_by_frame ON record (county, frame) WHERE frame IS NOT NULL;
CREATE INDEX record_open_clash ON record (county, clash_of) WHERE clash_of IS NOT NULL;

CREATE TABLE change (
  county text NOT NULL,
  n bigint NOT NULL,
  part integer NOT NULL,
  record text NOT NULL,
  kind text NOT NULL,
  office text NOT NULL,
  shown_to text[] NOT NULL,
  everyone boolean NOT NULL,
  revision bigint NOT NULL,
  value jsonb NOT NULL,
  was_office text,
  was_shown_to text[],
  was_everyone boolean,
  history jsonb,
  PRIMARY KEY (county, n, part)
);

-- Pieces: bytes lie on disk or in an object store, only what is known about them lies here.
CREATE TABLE piece (
  county text NOT NULL,
  sha256 text NOT NULL,
  class text NOT NULL CHECK (class IN ('list', 'person', 'attachment')),
  bytes bigint NOT NULL,
  desk text NOT NULL,
  PRIMARY KEY (county, sha256)
);

CREATE TABLE piece_use (
  county text NOT NULL,
  sha256 text NOT NULL,
  record text NOT NULL,
  PRIMARY KEY (county, sha256, record)
);

-- Who was handed a piece that describes natural persons.
CREATE TABLE person_piece_audit (
  county text NOT NULL,
  at bigint NOT NULL,
  sha256 text NOT NULL,
  desk text NOT NULL,
  office text NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  PRIMARY KEY (county, at, id)
);
