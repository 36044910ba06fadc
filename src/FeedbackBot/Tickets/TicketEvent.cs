using FeedbackBot.Accounts;

namespace FeedbackBot.Tickets;

/// <summary>Who did something: a customer, a member of staff, a program, or the product itself.</summary>
public sealed record Actor(string Kind, Guid? Id = null, string? Name = null)
{
    public static readonly Actor Customer = new("customer");
    public static readonly Actor System = new("system");

    public static Actor Of(StaffMember staff) => new("staff", staff.Id, staff.Name);

    public static implicit operator Actor(StaffMember staff) => Of(staff);

    public static Actor Api(string keyName) => new("api", null, keyName);
}

/// <summary>Something that happened to a case: a code and arguments, put into words in the viewer's language.</summary>
public sealed class TicketEvent
{
    private TicketEvent()
    {
    }

    internal TicketEvent(long ticketNumber, string code, IReadOnlyDictionary<string, string> arguments, Actor by, DateTime at)
    {
        Id = Guid.CreateVersion7(at);
        (TicketNumber, Code, Arguments, At) = (ticketNumber, code, arguments, at);
        (ActorKind, ActorId, ActorName) = (by.Kind, by.Id, by.Name);
    }

    public Guid Id { get; private set; }

    /// <summary>Order of writing; given by the database.</summary>
    public long Sequence { get; private set; }

    public long TicketNumber { get; private set; }

    public string Code { get; private set; } = "";

    public IReadOnlyDictionary<string, string> Arguments { get; private set; } = new Dictionary<string, string>();

    public string ActorKind { get; private set; } = "";

    public Guid? ActorId { get; private set; }

    public string? ActorName { get; private set; }

    public DateTime At { get; private set; }
}
