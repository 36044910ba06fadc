using System.Globalization;

namespace FeedbackBot.Host.Demo;

/// <summary>What stands for the places in a case's wordings.</summary>
internal static class FillSlots
{
    public static IReadOnlyDictionary<string, string> Of(Dice dice, SampleCompany company, string language, int index)
    {
        var product = dice.One(company.Products);
        return new Dictionary<string, string>
        {
            ["product"] = product.One[language],
            ["products"] = product.Many,
            ["order"] = "TM" + (20_400_000 + (index * 137) + dice.Whole(0, 99)).ToString(CultureInfo.InvariantCulture),
            ["day"] = dice.One(company.Weekdays[language]),
            ["n"] = dice.Whole(3, 6).ToString(CultureInfo.InvariantCulture),
            ["amount"] = (dice.Whole(9, 68) * 10).ToString(CultureInfo.InvariantCulture),
        };
    }
}
