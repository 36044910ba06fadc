-- Surveys that people make: drafts, published versions, and what was said to their further questions.
ALTER TABLE invitations ADD COLUMN survey_id uuid;
ALTER TABLE invitations ADD COLUMN survey_version integer;
ALTER TABLE invitations ADD COLUMN is_anonymous boolean NOT NULL DEFAULT false;
ALTER TABLE answers ADD COLUMN survey_id uuid;
ALTER TABLE answers ADD COLUMN survey_version integer;
ALTER TABLE campaigns ADD COLUMN survey_id uuid;
CREATE INDEX "IX_invitations_survey_id" ON invitations (survey_id) WHERE survey_id IS NOT NULL;
CREATE INDEX "IX_answers_survey_id" ON answers (survey_id) WHERE survey_id IS NOT NULL;

CREATE TABLE surveys (
    id uuid NOT NULL,
    key character varying(40) NOT NULL,
    name text NOT NULL,
    questions text NOT NULL,
    is_anonymous boolean NOT NULL,
    version integer NOT NULL,
    revision integer NOT NULL,
    has_changes boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by character varying(200) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by character varying(200) NOT NULL,
    archived_at timestamp with time zone,
    CONSTRAINT "PK_surveys" PRIMARY KEY (id)
);

CREATE UNIQUE INDEX "IX_surveys_key" ON surveys (key);

CREATE TABLE survey_versions (
    survey_id uuid NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    questions text NOT NULL,
    is_anonymous boolean NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by character varying(200) NOT NULL,
    CONSTRAINT "PK_survey_versions" PRIMARY KEY (survey_id, number)
);

CREATE TABLE survey_responses (
    id uuid NOT NULL,
    answer_id uuid NOT NULL,
    survey_id uuid NOT NULL,
    question_id character varying(20) NOT NULL,
    type character varying(40) NOT NULL,
    ordinal integer NOT NULL,
    scale_low integer,
    scale_high integer,
    value integer,
    choice character varying(20),
    text text,
    CONSTRAINT "PK_survey_responses" PRIMARY KEY (id)
);

CREATE UNIQUE INDEX "IX_survey_responses_answer_id_question_id_ordinal" ON survey_responses (answer_id, question_id, ordinal);

CREATE INDEX "IX_survey_responses_survey_id_question_id" ON survey_responses (survey_id, question_id);
