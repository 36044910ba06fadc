using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Surveys;

/// <summary>An answer to import after every field was looked at.</summary>
internal sealed record ImportedFacts(
    Metric Metric, int Value, string? Reason, string? AccountExternalId, string? ContactExternalId,
    long? TicketNumber, string ListeningPost, DateTime AnsweredAt)
{
    private const int MostExternalId = 200;
    private const int MostListeningPost = 40;
    private static readonly DateTime Earliest = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static ImportedFacts Check(AnswerToImport input, DateTime now)
    {
        var metric = MetricOf(input.Metric);
        var value = input.Value ?? throw Required("value");
        Scale.Check(metric, value);
        return new(
            metric, value, Words(input.Reason),
            Short(input.AccountExternalId, MostExternalId, "account.externalId"),
            Short(input.ContactExternalId, MostExternalId, "contact.externalId"),
            Number(input.Ticket),
            Short(input.ListeningPost, MostListeningPost, "listeningPost") ?? "import",
            Moment(input.AnsweredAt, now));
    }

    private static Metric MetricOf(string? word)
    {
        if (string.IsNullOrWhiteSpace(word))
        {
            throw Required("metric");
        }

        return ColumnForms.TryParse<Metric>(word, out var metric)
            ? metric
            : throw new RuleViolation("unknown_value", $"metric is one of {string.Join(", ", ColumnForms.WordsOf<Metric>())}.", "metric");
    }

    private static string? Words(string? text) => text?.Length > ReasonText.MostLength
        ? throw TooLong("reason", ReasonText.MostLength)
        : ReasonText.Clean(text);

    private static string? Short(string? text, int most, string field)
    {
        var given = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        return given?.Length > most ? throw TooLong(field, most) : given;
    }

    private static long? Number(string? text) => string.IsNullOrWhiteSpace(text)
        ? null
        : Tickets.TicketNumber.Parse(text) ?? throw new RuleViolation("unknown_ticket", "A case's number looks like FB-000123.", "ticket");

    /// <summary>A day of grace, for clocks differ.</summary>
    private static DateTime Moment(DateTime? given, DateTime now)
    {
        var at = given ?? throw Required("answeredAt");
        var utc = at.Kind == DateTimeKind.Local ? at.ToUniversalTime() : DateTime.SpecifyKind(at, DateTimeKind.Utc);
        return utc >= Earliest && utc <= now.AddDays(1)
            ? utc
            : throw new RuleViolation("out_of_range", "answeredAt lies in the future, or before 1990.", "answeredAt");
    }

    private static RuleViolation Required(string field) => new("required", $"{field} is missing.", field);

    private static RuleViolation TooLong(string field, int most) => new("too_long", $"{field} is longer than {most} characters.", field);
}
