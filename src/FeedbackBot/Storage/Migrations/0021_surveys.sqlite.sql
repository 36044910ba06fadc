-- Surveys that people make: drafts, published versions, and what was said to their further questions.
ALTER TABLE "invitations" ADD COLUMN "survey_id" TEXT NULL;
ALTER TABLE "invitations" ADD COLUMN "survey_version" INTEGER NULL;
ALTER TABLE "invitations" ADD COLUMN "is_anonymous" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "answers" ADD COLUMN "survey_id" TEXT NULL;
ALTER TABLE "answers" ADD COLUMN "survey_version" INTEGER NULL;
ALTER TABLE "campaigns" ADD COLUMN "survey_id" TEXT NULL;
CREATE INDEX "IX_invitations_survey_id" ON "invitations" ("survey_id") WHERE survey_id IS NOT NULL;
CREATE INDEX "IX_answers_survey_id" ON "answers" ("survey_id") WHERE survey_id IS NOT NULL;

CREATE TABLE "surveys" (
    "id" TEXT NOT NULL CONSTRAINT "PK_surveys" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "questions" TEXT NOT NULL,
    "is_anonymous" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "has_changes" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "created_by" TEXT NOT NULL,
    "changed_at" INTEGER NOT NULL,
    "changed_by" TEXT NOT NULL,
    "archived_at" INTEGER NULL
);

CREATE UNIQUE INDEX "IX_surveys_key" ON "surveys" ("key");

CREATE TABLE "survey_versions" (
    "survey_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "questions" TEXT NOT NULL,
    "is_anonymous" INTEGER NOT NULL,
    "published_at" INTEGER NOT NULL,
    "published_by" TEXT NOT NULL,
    CONSTRAINT "PK_survey_versions" PRIMARY KEY ("survey_id", "number")
);

CREATE TABLE "survey_responses" (
    "id" TEXT NOT NULL CONSTRAINT "PK_survey_responses" PRIMARY KEY,
    "answer_id" TEXT NOT NULL,
    "survey_id" TEXT NOT NULL,
    "question_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "scale_low" INTEGER NULL,
    "scale_high" INTEGER NULL,
    "value" INTEGER NULL,
    "choice" TEXT NULL,
    "text" TEXT NULL
);

CREATE UNIQUE INDEX "IX_survey_responses_answer_id_question_id_ordinal" ON "survey_responses" ("answer_id", "question_id", "ordinal");

CREATE INDEX "IX_survey_responses_survey_id_question_id" ON "survey_responses" ("survey_id", "question_id");
