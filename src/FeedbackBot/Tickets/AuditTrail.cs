using FeedbackBot.Access;
using FeedbackBot.Storage;

namespace FeedbackBot.Tickets;

/// <summary>Writing the trail of changes in the name of an actor.</summary>
public static class AuditTrail
{
    /// <summary>Notes a change in the present commit; arguments without a value are left out.</summary>
    public static void Audit(this FeedbackDb db, Actor by, DateTime at, string code, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        var facts = new Dictionary<string, string>();
        foreach (var (name, value) in arguments)
        {
            if (value != null)
            {
                facts[name] = value;
            }
        }

        db.AuditEntries.Add(new AuditEntry(by.Kind, by.Id, by.Name, at, code, facts));
    }
}
