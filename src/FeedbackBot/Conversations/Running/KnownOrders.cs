using FeedbackBot.Conversations.Answers;

namespace FeedbackBot.Conversations;

/// <summary>Which of the customer's own orders words can mean: by number, by product, by the day it was bought.</summary>
internal static class KnownOrders
{
    /// <summary>A longer answer tells a story: what it only touches on is not picked.</summary>
    private const int ShortAnswer = 8;

    /// <summary>The order of this number, however it is written.</summary>
    public static KnownOrder? Numbered(IReadOnlyList<KnownOrder> orders, string number)
    {
        var compact = Compact(number);
        return compact.Length == 0 ? null : orders.FirstOrDefault(o => Compact(o.Number) == compact);
    }

    /// <summary>The one order that a message names, where it can be no other.</summary>
    public static KnownOrder? Meant(Known known, Heard heard)
    {
        var days = Days(known, heard);
        var named = Best(known.Orders, o => Liken(o, heard) is { Certain: true } likeness ? likeness.Shared : 0);
        if (named.Count > 0)
            return Single(Within(named, days), named, heard);
        return days is not null && heard.Means(Intent.Purchase) && Within(known.Orders, days) is [var only] ? only : null;
    }

    /// <summary>The orders that a matter may be about, to be chosen from: those it hints at, else all that its day does not rule out.</summary>
    public static IReadOnlyList<KnownOrder> Possible(Known known, Heard told)
    {
        var hinted = known.Orders.Where(o => Liken(o, told).Shared > 0).ToList();
        if (hinted.Count > 0)
            return hinted;
        return told.Means(Intent.Purchase) && Days(known, told) is { } days ? Within(known.Orders, days) : known.Orders;
    }

    /// <summary>The answer to "which of these?": a number, a place among them, a product, a day, or yes to the only one.</summary>
    public static KnownOrder? Picked(Known known, IReadOnlyList<KnownOrder> offered, Heard heard)
    {
        if (Numbered(known.Orders, heard.Text) is { } numbered)
            return numbered;
        if (offered is [var only] && YesNoAnswer.Read(heard) == YesNoAnswer.Yes)
            return only;
        var brief = heard.Content <= ShortAnswer;
        var named = Best(known.Orders, o => Liken(o, heard) is var likeness && (brief || likeness.Certain) ? likeness.Shared : 0);
        if (named.Count == 0 && heard.HanCount <= ShortAnswer)
            named = Best(known.Orders, o => o.Product is null ? 0 : ProductName.Characters(o.Product, heard.Plain));
        if (named.Count > 0)
            return Single(Within(named, Days(known, heard)), named, heard);
        if (brief && Days(known, heard) is { } days && Within(offered, days) is [var dated])
            return dated;
        return ByPlace(offered, heard);
    }

    private static KnownOrder? ByPlace(IReadOnlyList<KnownOrder> offered, Heard heard)
    {
        var label = new Wording([new WordingCase(null, [""], [""])]);
        var places = new ChoiceAnswer([.. offered.Select(o => new Option { Value = o.Number, Label = label })]);
        return places.Parse(heard) is { } number ? Numbered(offered, number) : null;
    }

    /// <summary>A day narrows a choice; where it was the day of a purchase and fits none, nothing is certain.</summary>
    private static KnownOrder? Single(List<KnownOrder> dated, List<KnownOrder> named, Heard heard) =>
        dated.Count == 1 ? dated[0] : dated.Count == 0 && named.Count == 1 && !heard.Means(Intent.Purchase) ? named[0] : null;

    private static List<KnownOrder> Best(IReadOnlyList<KnownOrder> orders, Func<KnownOrder, int> worth)
    {
        var most = orders.Select(worth).DefaultIfEmpty().Max();
        return most == 0 ? [] : [.. orders.Where(o => worth(o) == most)];
    }

    private static List<KnownOrder> Within(IReadOnlyList<KnownOrder> orders, (DateOnly From, DateOnly To)? days) =>
        [.. orders.Where(o => days is not { } said || (o.PlacedOn >= said.From && o.PlacedOn <= said.To))];

    private static (DateOnly From, DateOnly To)? Days(Known known, Heard heard) =>
        known.Today is { } today ? SaidDays.In(heard.Plain, today) : null;

    private static ProductName.Likeness Liken(KnownOrder order, Heard heard) =>
        order.Product is null ? default : ProductName.In(order.Product, heard.Plain);

    private static string Compact(string number) => string.Concat(Plain.Of(number).Where(char.IsLetterOrDigit));
}
