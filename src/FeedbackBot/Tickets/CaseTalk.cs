using System.Linq.Expressions;
using FeedbackBot.Messages;

namespace FeedbackBot.Tickets;

/// <summary>
/// Which messages of a chat belong to which of its cases, and which of them somebody may not read: the one rule that pages, search, files, drafts of a
/// language model and splitting ask. What was split off belongs to the part alone, and the message that began a case to that case; any other to the case it
/// names, where that stands in this chat, else to the one that had begun last (to all of them, where several began with the same message).
/// </summary>
public sealed class CaseTalk(Guid conversation, IReadOnlyList<CaseTalk.Stretch> cases, IReadOnlySet<long> hidden)
{
    private readonly string[] _hiddenIds = [.. hidden.Select(TicketNumber.Format)];
    private readonly Dictionary<long, Func<int, Speaker, long?, bool>> _rules = [];

    public bool HidesNothing => hidden.Count == 0;

    /// <summary>What belongs to a case, of all messages; events of the channel are left out.</summary>
    /// <param name="also">Messages that name this case count as well: the one in which the work goes on.</param>
    public IQueryable<Message> SaidOn(IQueryable<Message> messages, long number, long? also = null)
    {
        var message = Expression.Parameter(typeof(Message), "m");
        var rule = RuleOf(number, also);
        var body = new Filling(rule.Parameters, [Of(nameof(Message.Sequence)), Of(nameof(Message.Speaker)), Of(nameof(Message.TicketNumber))]).Visit(rule.Body);
        return messages.Where(m => m.ConversationId == conversation && m.Type == "message").Where(Expression.Lambda<Func<Message, bool>>(body, message));

        MemberExpression Of(string property) => Expression.Property(message, property);
    }

    /// <summary>The same of one message.</summary>
    public bool Belongs(Line line, long number)
    {
        if (!_rules.TryGetValue(number, out var rule))
        {
            _rules[number] = rule = RuleOf(number, null).Compile(preferInterpretation: true);
        }

        return rule(line.Sequence, line.Speaker, line.TicketNumber);
    }

    public IEnumerable<long> CasesOf(Line line) => cases.Select(c => c.Number).Where(number => Belongs(line, number));

    /// <summary>Whether a message belongs to a case that is hidden, or speaks of one.</summary>
    public bool Hides(Line line) => !HidesNothing
        && (hidden.Contains(line.TicketNumber ?? 0) || Names(line.Text) || Names(line.Ticket) || CasesOf(line).Any(hidden.Contains));

    /// <summary>The rule itself, once for the database and for memory.</summary>
    private Expression<Func<int, Speaker, long?, bool>> RuleOf(long number, long? also)
    {
        var other = also ?? number;
        if (cases.FirstOrDefault(c => c.Number == number) is not { } own)
        {
            return (at, who, named) => named == number || named == other;
        }

        var (from, begun) = (own.From, own.To ?? own.From);
        var last = own.To ?? (cases.Where(c => c.To == null && c.From > own.From).Min(c => (int?)c.From) - 1) ?? int.MaxValue;
        List<long?> here = [.. cases.Select(c => (long?)c.Number)];
        // Of a part only what was split off it in turn is cut out again.
        List<int> cut = [.. cases.Where(c => c.To != null && c != own && (own.To == null || c.Number > number)).SelectMany(c => Enumerable.Range(c.From, c.To!.Value - c.From + 1)).Distinct()];
        return (at, who, named) =>
            ((named == number || named == other) && (who != Speaker.Customer || !cut.Contains(at)))
            || (at >= from && at <= last && !cut.Contains(at) && (!here.Contains(named) || (who == Speaker.Customer && at <= begun)));
    }

    private bool Names(string? text) => text != null && _hiddenIds.Any(id => text.Contains(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>A case of the chat: the message that began it, and the last one where it was split off another.</summary>
    public sealed record Stretch(long Number, int From, int? To);

    /// <summary>What the rule looks at of a message.</summary>
    public readonly record struct Line(int Sequence, Speaker Speaker, long? TicketNumber, string? Ticket, string Text)
    {
        public static implicit operator Line(Message m) => new(m.Sequence, m.Speaker, m.TicketNumber, m.Ticket, m.Text);
    }

    private sealed class Filling(IReadOnlyList<ParameterExpression> places, IReadOnlyList<Expression> values) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node)
        {
            for (var i = 0; i < places.Count; i++)
            {
                if (places[i] == node)
                {
                    return values[i];
                }
            }

            return node;
        }
    }
}
