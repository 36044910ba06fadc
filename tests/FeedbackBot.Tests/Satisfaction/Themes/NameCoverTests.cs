using FeedbackBot.Satisfaction.Themes;

namespace FeedbackBot.Tests.Satisfaction.Themes;

/// <summary>Names of people in quotes.</summary>
public class NameCoverTests
{
    [Theory]
    [InlineData("Ada Lovelace", "Ada was rude", "••• was rude")]
    [InlineData("Ada Lovelace", "lovelace's answer", "••••••••'s answer")]
    [InlineData("Ada Lovelace", "客服Ada很差", "客服•••很差")]
    [InlineData("Al", "Al also called", "•• also called")]
    [InlineData("Grace Ortega", "Grace gave no grace period", "••••• gave no grace period")]
    [InlineData("王小明", "王小明态度差，小明不接电话", "•••态度差，••不接电话")]
    [InlineData("", "nobody", "nobody")]
    public void Parts_of_a_name_are_covered_and_words_that_only_hold_one_are_not(string name, string text, string expected) =>
        new NameCover([name]).Cover(text).ShouldBe(expected);
}
