using FeedbackBot.Conversations.Answers;
using FeedbackBot.Understanding;

namespace FeedbackBot.Conversations;

/// <summary>Lets an identified customer name their order in their own words, or choose it; whatever is taken over stands in the summary.</summary>
internal static class OwnOrders
{
    /// <summary>A correction that names an order is short; in a longer one products are part of the story.</summary>
    private const int ShortCorrection = 8;

    private const int LabelAtMost = 40;

    /// <summary>The order that a message means without its number: one of theirs, or that of their earlier matter here.</summary>
    public static string? Meant(Talk talk, Need need, Heard heard)
    {
        if (need is not { Type: OrderNumberAnswer, Label: not null } || talk.Running!.Skipped.Contains(need.Id))
            return null;
        return SameAsBefore(talk, need, heard) ?? KnownOrders.Meant(talk.Turn.Known, heard)?.Number;
    }

    public static string? SameAsBefore(Talk talk, Need need, Heard heard) =>
        need.Type is OrderNumberAnswer && heard.Means(Intent.SameOrder) ? talk.Lasting.GetValueOrDefault(need.Id) : null;

    /// <summary>The answer to the question which order it is.</summary>
    public static string? Picked(Talk talk, Need need)
    {
        if (need.Type is not OrderNumberAnswer)
            return null;
        return SameAsBefore(talk, need, talk.Heard)
            ?? (talk.Turn.Known.Orders.Count == 0 ? null : KnownOrders.Picked(talk.Turn.Known, Offered(talk, need), talk.Heard)?.Number);
    }

    /// <summary>Another order of theirs, where a correction means one.</summary>
    public static string? Corrected(Talk talk, Need need, string present) =>
        talk.Heard.Content <= ShortCorrection && Meant(talk, need, talk.Heard) is { } other && other != present ? other : null;

    /// <summary>"Is it about this order?"; null where none of theirs may be meant.</summary>
    public static string? Question(Talk talk, Need need) => Offered(talk, need) switch
    {
        [] => null,
        [var only] => talk.Text(Line.ThisOrder, ("order", Label(talk, only))),
        _ => talk.Text(Line.WhichOrder),
    };

    public static IEnumerable<Choice> Buttons(Talk talk, Need need) => Offered(talk, need).Select(o => new Choice(Label(talk, o), o.Number));

    /// <summary>A number as the shop writes it, and a product as it was sold.</summary>
    public static string Written(Talk talk, Need need, string value) =>
        need.Id == PageFacts.Product && talk.Answer(need.Id) is { } sold && sold.Contains(value, StringComparison.OrdinalIgnoreCase) ? sold
        : need.Type is OrderNumberAnswer && KnownOrders.Numbered(talk.Turn.Known.Orders, value) is { } order ? order.Number : value;

    /// <summary>What was bought goes with the number, and leaves with it; a product that the customer named stays.</summary>
    public static void PutProduct(Talk talk, Need need, string number)
    {
        var orders = talk.Turn.Known.Orders;
        if (need.Type is not OrderNumberAnswer || orders.Count == 0 || talk.Flow!.Find(PageFacts.Product) is not { } product)
            return;
        var present = talk.Answer(product.Id);
        var bought = KnownOrders.Numbered(orders, number)?.Product;
        if (present is not null && bought?.Contains(present, StringComparison.OrdinalIgnoreCase) != true && orders.All(o => o.Product != present))
            return;
        if (bought is not null)
            Filling.Put(talk, product, bought);
        else
            Filling.Forget(talk, product);
    }

    private static IReadOnlyList<KnownOrder> Offered(Talk talk, Need need)
    {
        if (need.Type is not OrderNumberAnswer || talk.Turn.Known.Orders.Count == 0)
            return [];
        return KnownOrders.Possible(talk.Turn.Known, Filling.Story(talk));
    }

    private static string Label(Talk talk, KnownOrder order)
    {
        var name = order.Product ?? order.Number;
        var shown = name.Length <= LabelAtMost ? name : TextCleaning.Cut(name, LabelAtMost) + "…";
        return talk.Text(Line.OrderLabel, ("product", shown), ("day", LocalTime.Say(order.PlacedOn, talk.Language)));
    }
}
