using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace FeedbackBot.Storage.Migrations;

/// <summary>A step of the schema, written by hand as SQL: one file for each provider, named after the migration's id.</summary>
public abstract class SqlMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var id = GetType().GetCustomAttribute<MigrationAttribute>()!.Id;
        var provider = ActiveProvider?.Contains("Sqlite", StringComparison.Ordinal) == true ? "sqlite" : "postgres";
        migrationBuilder.Sql(Read($"{id}.{provider}.sql"));
    }

    private static string Read(string file)
    {
        var name = $"FeedbackBot.Storage.Migrations.{file}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The migration file {file} is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>The first schema.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0001_first")]
public sealed class First : SqlMigration;

/// <summary>What people say about readings.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0002_corrections")]
public sealed class KeptCorrections : SqlMigration;

/// <summary>Who joined whose suggestion.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0003_idea_voices")]
public sealed class KeptVoices : SqlMigration;

/// <summary>What contacts bought.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0004_orders")]
public sealed class ImportedOrders : SqlMigration;

/// <summary>Cases that wait for a link in an e-mail.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0005_held_cases")]
public sealed class HeldCases : SqlMigration;

/// <summary>Drafts, watchers, and those whom a case is about.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0006_case_people")]
public sealed class CasePeople : SqlMigration;

/// <summary>The trail of changes of settings.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0007_audit")]
public sealed class KeptTrail : SqlMigration;

/// <summary>Clocks that pause, warn, break and escalate; versions of policies and calendars; regulatory packs.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0008_promises")]
public sealed class KeptPromises : SqlMigration;

/// <summary>Promises made at closing, merges with undo, and who was told that a cause is gone.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0009_case_life")]
public sealed class CaseLife : SqlMigration;

/// <summary>Who works where, on what, and when; what rules ask of people.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0010_routing_people")]
public sealed class RoutingPeople : SqlMigration;

/// <summary>The queue: what it is ordered and counted by, saved views, things done to many cases, and words cut for search in a new way.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0011_views_and_counts")]
public sealed class ViewsAndCounts : SqlMigration;

/// <summary>The agents' writing: replies held for undo, visits, canned replies, macros; and notifications.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0012_composer")]
public sealed class Composer : SqlMigration;

/// <summary>Chats with people, and copies of chats that wait for a link.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0013_live_chat")]
public sealed class LiveChats : SqlMigration;

/// <summary>Surveys that are answered behind a link.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0014_survey_links")]
public sealed class SurveyLinks : SqlMigration;

/// <summary>Scores counted by period and key in the commit of each fact.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0015_score_rollups")]
public sealed class KeptScores : SqlMigration;

/// <summary>What becomes of answers and questions: cases that low answers opened, pairs of before and after, reminders, and whom nobody asked and why.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0016_survey_life")]
public sealed class SurveyLife : SqlMigration;

/// <summary>Tiers and their moves, deputies, the standing of accounts, actions of owners, and how often an owner wants a digest.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0017_account_standing")]
public sealed class AccountStandings : SqlMigration;

/// <summary>Reports that are kept, shared, and sent by themselves.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0018_saved_reports")]
public sealed class SavedReports : SqlMigration;

/// <summary>Campaigns: one question put to an audience by e-mail.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0019_campaigns")]
public sealed class Campaigns : SqlMigration;

/// <summary>Shares of agents, and disputes about whom an answer counts for.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0020_disputes")]
public sealed class Disputes : SqlMigration;

/// <summary>Surveys that people make, their versions, and what was said to their questions.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0021_surveys")]
public sealed class MadeSurveys : SqlMigration;

/// <summary>By which ways owners hear of their accounts, and by which each digest went.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0022_outreach")]
public sealed class Outreach : SqlMigration;

/// <summary>Which run counts the kept figures anew.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0024_rebuilds")]
public sealed class Rebuilds : SqlMigration;

/// <summary>Conversations that are pushed to their channel, Teams first.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0025_teams")]
public sealed class PushedConversations : SqlMigration;

/// <summary>Which made survey customers are asked after a resolution.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0026_survey_after_resolution")]
public sealed class SurveyAfterResolution : SqlMigration;

/// <summary>Webhooks: who listens, what is told, and how it gets there.</summary>
[DbContext(typeof(FeedbackDb))]
[Migration("0027_webhooks")]
public sealed class OutgoingWebhooks : SqlMigration;
