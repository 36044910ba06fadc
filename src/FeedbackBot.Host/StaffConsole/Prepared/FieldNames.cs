using FeedbackBot.Conversations;

namespace FeedbackBot.Host.StaffConsole.Prepared;

/// <summary>The fields of cases that may stand in braces in what is prepared: what the flows ask for.</summary>
public sealed class FieldNames(FlowLibrary flows)
{
    public IReadOnlySet<string> All => flows.Book.FieldNames;
}
