using System.Globalization;
using FeedbackBot.Host.Api;
using FeedbackBot.Host.StaffConsole.Tickets;
using FeedbackBot.Storage;
using FeedbackBot.Tickets;

namespace FeedbackBot.Host.StaffConsole.Life;

/// <summary>A promise as it was typed into a form: amounts in units of the currency, the day by the viewer's calendar.</summary>
public static class CommitmentForm
{
    /// <summary>Null where none was chosen.</summary>
    public static NewCommitment? Read(Fields typed, Viewer viewer)
    {
        if (!ColumnForms.TryParse<CommitmentKind>(typed["commitment_kind"], out var kind))
        {
            return null;
        }

        var currency = typed["commitment_currency"].Trim().ToUpperInvariant();
        return new(
            kind, typed["commitment_text"], LocalTime.EndOf(Day(typed["commitment_due"]), viewer.TimeZone), Amount(typed["commitment_amount"], currency), currency,
            Owner(typed["commitment_owner"]), typed.Many("commitment_told").Contains("yes"));
    }

    public static DateOnly Day(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 9000
            ? day
            : throw new RuleViolation("required", "Say by which day it is promised.", "due");

    public static Guid? Owner(string typed) => Guid.TryParse(typed, out var owner) ? owner : null;

    private static long? Amount(string text, string currency)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var minor = decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount)
            ? Money.Minor(amount, currency) : null;
        return minor ?? throw new RuleViolation("malformed", "The amount must be a number that the currency can express.", "amount");
    }
}

/// <summary>Puts a promise into words.</summary>
public static class CommitmentText
{
    public static string Of(Commitment commitment, Viewer viewer)
    {
        var kind = viewer.Texts["commitment." + ColumnForms.Word(commitment.Kind)];
        var amount = Money.Amount(commitment.Amount, commitment.Currency) is { } sum
            ? string.Create(CultureInfo.InvariantCulture, $" {sum:#,0.##} {commitment.Currency}") : "";
        return commitment.Text.Length == 0 ? kind + amount : viewer.Texts.Fill("labelled", ("name", kind + amount), ("value", commitment.Text));
    }
}
